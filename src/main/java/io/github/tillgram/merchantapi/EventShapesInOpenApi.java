package io.github.tillgram.merchantapi;

import io.github.tillgram.event.EventShapes;
import io.github.tillgram.event.Fact;
import io.github.tillgram.event.InvoiceFacts;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * Writes the declared shape of each type of event into the description of the API, as a schema of
 * its own. The data of an event stays any object there: a client that knows the types of today can
 * read those of tomorrow.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class EventShapesInOpenApi implements OASFilter {

  private static final String EVENT = "Event";
  private static final String DATA = "data";
  private static final String INVOICE = "EventInvoice";

  @Override
  public void filterOpenAPI(OpenAPI api) {
    Components components = api.getComponents();
    components.addSchema(
        INVOICE, object("The invoice that an event is about", 1, InvoiceFacts.ALL));
    EventShapes.all()
        .forEach(
            shape ->
                components.addSchema(
                    shape.schemaName(),
                    object(
                        "Data of `" + shape.type().wireName() + "`. " + shape.when(),
                        shape.version(),
                        shape.facts())));
    nameThem(components.getSchemas().get(EVENT).getProperties().get(DATA));
  }

  private static void nameThem(Schema data) {
    String byType =
        EventShapes.all().stream()
            .map(shape -> "`" + shape.type().wireName() + "` " + shape.schemaName())
            .collect(Collectors.joining(", "));
    data.setDescription(
        data.getDescription()
            + ". What else there is follows from the type; each has a schema: "
            + byType
            + ".");
  }

  /** Nothing personal is required: it may have been erased. */
  private static Schema object(String description, int version, List<Fact> facts) {
    Schema schema =
        OASFactory.createSchema()
            .addType(SchemaType.OBJECT)
            .description(description + " Version " + version + ".");
    for (Fact fact : facts) {
      schema.addProperty(fact.name(), property(fact));
      if (fact.required() && !fact.personal()) {
        schema.addRequired(fact.name());
      }
    }
    return schema;
  }

  private static Schema property(Fact fact) {
    Schema schema = OASFactory.createSchema();
    switch (fact.kind()) {
      case INTEGER -> schema.addType(SchemaType.INTEGER).format("int64");
      case TEXT -> schema.addType(SchemaType.STRING);
      case CHOICE -> choice(schema, fact);
      case CHOICES ->
          schema.addType(SchemaType.ARRAY).items(choice(OASFactory.createSchema(), fact));
      case ID -> schema.addType(SchemaType.STRING).format("uuid");
      case TIME -> schema.addType(SchemaType.STRING).format("date-time");
      case BOOLEAN -> schema.addType(SchemaType.BOOLEAN);
      case NUMBERS ->
          schema
              .addType(SchemaType.OBJECT)
              .additionalPropertiesSchema(
                  OASFactory.createSchema().addType(SchemaType.INTEGER).format("int64"));
      case OBJECT -> schema.addType(SchemaType.OBJECT).additionalPropertiesBoolean(true);
      case INVOICE -> schema.ref("#/components/schemas/" + INVOICE);
    }
    if (schema.getRef() != null) {
      return schema;
    }
    if (fact.nullable()) {
      schema.addType(SchemaType.NULL);
    }
    return schema
        .description(fact.says() + (fact.personal() ? ". Personal: left out once erased" : ""))
        .addExample(fact.example());
  }

  private static Schema choice(Schema schema, Fact fact) {
    fact.values().forEach(schema::addEnumeration);
    return schema.addType(SchemaType.STRING);
  }
}
