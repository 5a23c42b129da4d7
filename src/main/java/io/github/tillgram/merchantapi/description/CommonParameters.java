package io.github.tillgram.merchantapi.description;

import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * Parameters that mean the same at every operation. Java takes them all as text, so that a wrong
 * one can be named; here is what they are. What a method says of its own is kept.
 */
final class CommonParameters {

  private static final int USUAL_LIMIT = 50;
  private static final int MOST = 200;
  private static final int LONGEST_REFERENCE = 128;

  /** Longer than ours are, as the rules for changes of the API promise. */
  private static final int LONGEST_CURSOR = 255;

  private static final String CURSOR = "AZjypHwee3qdUj9qjA4bJw";
  private static final String DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";

  private static final Map<String, Consumer<Parameter>> QUERIES =
      Map.ofEntries(
          Map.entry("limit", CommonParameters::limit),
          Map.entry("cursor", CommonParameters::cursor),
          Map.entry("botId", text("Only those of this bot", "uuid")),
          Map.entry("invoiceId", text("Only those about this invoice", "uuid")),
          Map.entry("payerId", number("Only those of this Telegram user", 5000001)),
          Map.entry("rail", choice("Only those that go this way", "Rail")),
          Map.entry("usage", choice("Only those that may be paid as often", "Usage")),
          Map.entry("anomaly", choice("Only those that are odd like this", "Anomaly")),
          Map.entry(
              "currency", name("Only those in this currency: ISO 4217 code, or XTR", "USD", 3)),
          Map.entry(
              "reference",
              name("Only the one with this order id of yours", "order-42", LONGEST_REFERENCE)),
          Map.entry("telegramChargeId", name("Only the one of this charge", "7777_5000001_42")),
          Map.entry("providerChargeId", name("Only the one of this charge", "ch_1PqT2xK")),
          Map.entry("apayOrderId", name("Only the one of this order", "fedcba9876543210")),
          Map.entry("createdFrom", text("Only those made then or later: ISO 8601", "date-time")),
          Map.entry("createdTo", text("Only those made before then: ISO 8601", "date-time")),
          Map.entry("paidFrom", text("Only those paid then or later: ISO 8601", "date-time")),
          Map.entry("paidTo", text("Only those paid before then: ISO 8601", "date-time")),
          Map.entry("from", moment("Only what happened then or later: ISO 8601")),
          Map.entry("to", moment("Only what happened before then: ISO 8601")));

  private CommonParameters() {}

  static void describe(OpenAPI api) {
    Operations.forEach(
        api,
        each -> {
          if (each.operation().getParameters() != null) {
            each.operation().getParameters().forEach(one -> describe(api, one));
          }
        });
  }

  private static void describe(OpenAPI api, Parameter parameter) {
    if (parameter.getIn() == Parameter.In.PATH) {
      say(parameter, "Its id, as an earlier answer tells it", null);
    } else if (parameter.getIn() == Parameter.In.QUERY) {
      QUERIES.getOrDefault(parameter.getName(), own -> {}).accept(parameter);
    }
    if (parameter.getExample() == null) {
      parameter.setExample(example(api, parameter.getSchema()));
    }
  }

  private static Object example(OpenAPI api, Schema described) {
    Schema schema = SchemaTree.resolve(api, described);
    if (schema.getEnumeration() != null) {
      return schema.getEnumeration().get(0);
    }
    if (SchemaTree.is(schema, Schema.SchemaType.BOOLEAN)) {
      return true;
    }
    return schema.getFormat() == null ? null : Examples.BY_FORMAT.get(schema.getFormat());
  }

  private static Consumer<Parameter> text(String description, String format) {
    return parameter -> {
      say(parameter, description, null);
      if (isPlain(parameter)) {
        parameter.getSchema().setFormat(format);
      }
    };
  }

  /** A day where the example is one, else a moment. */
  private static Consumer<Parameter> moment(String description) {
    return parameter -> {
      boolean day =
          parameter.getExample() != null && parameter.getExample().toString().matches(DAY);
      text(description, day ? "date" : "date-time").accept(parameter);
    };
  }

  private static Consumer<Parameter> name(String description, String example) {
    return parameter -> say(parameter, description, example);
  }

  private static Consumer<Parameter> name(String description, String example, int longest) {
    return parameter -> {
      say(parameter, description, example);
      parameter.getSchema().setMaxLength(longest);
    };
  }

  private static Consumer<Parameter> number(String description, Object example) {
    return parameter -> {
      say(parameter, description, example);
      integer(parameter, "int64");
    };
  }

  private static Consumer<Parameter> choice(String description, String schema) {
    return parameter -> {
      say(parameter, description, null);
      if (isPlain(parameter)) {
        parameter.getSchema().type(null).setRef(schema);
      }
    };
  }

  private static void limit(Parameter parameter) {
    say(parameter, "How many entries a page has at most", 2);
    integer(parameter, "int32")
        .minimum(BigDecimal.ONE)
        .maximum(BigDecimal.valueOf(MOST))
        .defaultValue(USUAL_LIMIT);
  }

  private static void cursor(Parameter parameter) {
    say(parameter, "The nextCursor of the page before; the first page if left out", CURSOR);
    parameter.getSchema().setMaxLength(LONGEST_CURSOR);
  }

  private static Schema integer(Parameter parameter, String format) {
    Schema schema = parameter.getSchema();
    schema.setType(null);
    return schema.addType(Schema.SchemaType.INTEGER).format(format);
  }

  private static void say(Parameter parameter, String description, Object example) {
    if (parameter.getDescription() == null) {
      parameter.setDescription(description);
    }
    if (parameter.getExample() == null && example != null) {
      parameter.setExample(example);
    }
  }

  /** Whether nothing is known but that it is text. */
  private static boolean isPlain(Parameter parameter) {
    Schema schema = parameter.getSchema();
    return schema.getRef() == null && schema.getFormat() == null && schema.getEnumeration() == null;
  }
}
