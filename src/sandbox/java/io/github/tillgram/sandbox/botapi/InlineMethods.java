package io.github.tillgram.sandbox.botapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.query.OpenQueries;
import io.github.tillgram.sandbox.query.QueryAnswer;
import io.github.tillgram.sandbox.world.Currencies;
import io.github.tillgram.sandbox.world.InvoiceTerms;
import io.github.tillgram.sandbox.world.Json;
import io.github.tillgram.sandbox.world.UpdateKind;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Answers to inline queries, as far as they offer invoices. */
final class InlineMethods {
  private static final int MOST_RESULTS = 50;
  private static final int LONGEST_ID = 64;
  private static final int LONGEST_OFFSET = 64;
  private static final int CACHE_SECONDS = 300;

  private final OpenQueries queries;
  private final InvoiceRules rules;

  InlineMethods(OpenQueries queries, Currencies currencies) {
    this.queries = queries;
    this.rules = new InvoiceRules(currencies);
  }

  Answer answerInlineQuery(Call call) {
    Arguments arguments = call.arguments();
    JsonNode results =
        arguments
            .json("results", "can't parse JSON encoded inline query results")
            .orElseGet(Json::array);
    InvoiceRules.check(results.isArray(), "expected an Array of inline query results");
    InvoiceRules.check(results.size() <= MOST_RESULTS, "RESULTS_TOO_MUCH");
    String next = arguments.text("next_offset");
    InvoiceRules.check(bytes(next) <= LONGEST_OFFSET, "NEXT_OFFSET_INVALID");
    ObjectNode offered = offered(call, results);
    offered.put("nextOffset", next);
    offered.put("cacheTime", arguments.clamped("cache_time", CACHE_SECONDS, 0, Integer.MAX_VALUE));
    String id = arguments.text("inline_query_id");
    if (!queries.answer(call.bot(), UpdateKind.INLINE_QUERY, id, QueryAnswer.found(offered))) {
      throw ApiFailure.tooOld();
    }
    return Answer.yes();
  }

  private ObjectNode offered(Call call, JsonNode results) {
    ObjectNode offered = Json.object();
    ArrayNode list = offered.putArray("results");
    Set<String> ids = new HashSet<>();
    for (JsonNode result : results) {
      String id = result.path("id").asText();
      InvoiceRules.check(!id.isEmpty() && bytes(id) <= LONGEST_ID, "RESULT_ID_INVALID");
      InvoiceRules.check(ids.add(id), "RESULT_ID_DUPLICATE");
      InvoiceRules.check(result.path("type").asText().equals("article"), "RESULT_TYPE_INVALID");
      InvoiceRules.check(!result.path("title").asText().isEmpty(), "ARTICLE_TITLE_EMPTY");
      list.addObject()
          .put("id", id)
          .put("title", result.path("title").asText())
          .put("description", result.path("description").asText())
          .set("terms", Json.tree(terms(call, result.path("input_message_content"))));
    }
    return offered;
  }

  /** There is no start parameter in it: everybody may pay, again and again. */
  private InvoiceTerms terms(Call call, JsonNode content) {
    Map<String, String> values = new HashMap<>();
    content
        .properties()
        .forEach(
            field -> {
              JsonNode value = field.getValue();
              values.put(field.getKey(), value.isTextual() ? value.textValue() : value.toString());
            });
    values.remove("start_parameter");
    values.remove("subscription_period");
    InvoiceTerms terms = InvoiceArguments.read(new Arguments(values));
    rules.check(call.bot(), terms);
    return terms;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
