package io.github.tillgram.merchantapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** What is asked for means the same at every list, so the description says the same of it. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class DescribeQueries implements OASFilter {

  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          Map.entry("limit", "How many at most"),
          Map.entry("cursor", "The nextCursor of the page before; the first page, if left out"),
          Map.entry("rail", "The way the money takes: TELEGRAM, STARS or APAY"),
          Map.entry("currency", "Three capital letters of ISO 4217, or XTR for Stars"),
          Map.entry("botId", "One of your bots"),
          Map.entry("payerId", "The payer's id in Telegram"),
          Map.entry("createdFrom", "When it was created, inclusive"),
          Map.entry("createdTo", "When it was created, exclusive"),
          Map.entry("paidFrom", "When the payer paid, inclusive"),
          Map.entry("paidTo", "When the payer paid, exclusive"));

  @Override
  public Parameter filterParameter(Parameter parameter) {
    if (parameter.getIn() != Parameter.In.QUERY) {
      return parameter;
    }
    if (parameter.getDescription() == null) {
      parameter.setDescription(MEANINGS.get(parameter.getName()));
    }
    if (parameter.getName().equals("limit")) {
      parameter.setSchema(limit());
    }
    return parameter;
  }

  private static Schema limit() {
    return OASFactory.createSchema()
        .type(List.of(Schema.SchemaType.INTEGER))
        .minimum(BigDecimal.ONE)
        .maximum(BigDecimal.valueOf(Cursor.MAX_LIMIT))
        .defaultValue(Cursor.DEFAULT_LIMIT);
  }
}
