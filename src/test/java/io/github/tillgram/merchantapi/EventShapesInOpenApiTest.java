package io.github.tillgram.merchantapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.event.EventShape;
import io.github.tillgram.event.EventShapes;
import io.github.tillgram.event.Fact;
import io.github.tillgram.testsupport.ApiDescription;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shapes of events in the description of the API. */
@QuarkusTest
class EventShapesInOpenApiTest {

  private ApiDescription api;

  @BeforeEach
  void read() {
    api = ApiDescription.read();
  }

  @Test
  void everyTypeHasASchemaOfItsFacts() {
    for (EventShape shape : EventShapes.all()) {
      JsonObject schema = schema(shape.schemaName());

      assertThat(schema.getString("description")).contains(shape.type().wireName(), shape.when());
      assertThat(schema.getJsonObject("properties").fieldNames())
          .containsExactlyElementsOf(shape.facts().stream().map(Fact::name).toList());
      assertThat(schema.getJsonArray("required", new JsonArray()).stream().toList())
          .containsExactlyInAnyOrderElementsOf(lasting(shape.facts()));
    }
  }

  @Test
  void aFactSaysItsKindItsUnitAndItsWords() {
    JsonObject paid = schema("InvoicePaidData").getJsonObject("properties");

    assertThat(paid.getJsonObject("amount").getString("type")).isEqualTo("integer");
    assertThat(paid.getJsonObject("amount").getString("format")).isEqualTo("int64");
    assertThat(paid.getJsonObject("amount").getString("description")).contains("smallest unit");
    assertThat(paid.getJsonObject("amount").getValue("example")).isEqualTo(1250);
    assertThat(paid.getJsonObject("paymentId").getString("format")).isEqualTo("uuid");
    assertThat(paid.getJsonObject("rule").getJsonArray("enum")).contains("RESERVED", "ACCEPTED");
    assertThat(paid.getJsonObject("payerId").getString("description")).contains("Personal");
    assertThat(paid.getJsonObject("invoice").getString("$ref")).endsWith("/EventInvoice");
    JsonObject invoice = schema("EventInvoice").getJsonObject("properties");
    assertThat(invoice.fieldNames()).contains("reference", "total", "metadata");
    assertThat(invoice.getJsonObject("reference").getBoolean("nullable")).isTrue();
  }

  /** A client that was generated today must be able to read the types of tomorrow. */
  @Test
  void theDataOfAnEventStaysAnyObjectAndNamesTheSchemas() {
    JsonObject data = schema("Event").getJsonObject("properties").getJsonObject("data");

    assertThat(data.getString("type")).isEqualTo("object");
    assertThat(data.fieldNames()).doesNotContain("oneOf", "anyOf", "$ref");
    for (EventShape shape : EventShapes.all()) {
      assertThat(data.getString("description"))
          .contains("`" + shape.type().wireName() + "` " + shape.schemaName());
    }
  }

  private JsonObject schema(String name) {
    return api.resolve(new JsonObject().put("$ref", "#/components/schemas/" + name));
  }

  private static List<String> lasting(List<Fact> facts) {
    return facts.stream()
        .filter(fact -> fact.required() && !fact.personal())
        .map(Fact::name)
        .toList();
  }
}
