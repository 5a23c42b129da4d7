package io.github.tillgram.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Typing a bot's name in any chat, and what the bot offers there. */
class InlineTest {
  private static final String CONTENT =
      "{'title':'Tea','description':'Assam, 250 g','payload':'order-42',"
          + "'provider_token':'1877036958:TEST:sandbox','currency':'USD',"
          + "'prices':[{'label':'Tea','amount':1250}]}";

  private SandboxServer server;
  private long offset;

  @BeforeEach
  void start() {
    server = new SandboxServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aQueryReachesTheBotAndItsAnswerWhoeverTyped() {
    CompletableFuture<JsonNode> typing = type("tea", "20");
    JsonNode query = nextUpdate().path("inline_query");
    assertThat(query.path("from").path("id").asLong()).isEqualTo(SandboxServer.NORA);
    assertThat(query.path("query").asText()).isEqualTo("tea");
    assertThat(query.path("offset").asText()).isEqualTo("20");

    assertThat(answer(query, "[" + article("one", CONTENT) + "],'next_offset':'40'"))
        .isEqualTo("ok");

    assertThat(SandboxServer.await(typing))
        .isEqualTo(
            server.json(
                "{'results':[{'id':'one','title':'Tea','description':'Assam'}],"
                    + "'nextOffset':'40','cacheTime':300,'answered':true}"));
  }

  @Test
  void aQueryThatNobodyAnswersEndsAndItsAnswerIsTooOld() {
    JsonNode unanswered = SandboxServer.await(type("tea", ""));

    assertThat(unanswered).isEqualTo(server.json("{'answered':false}"));
    assertThat(answer(nextUpdate().path("inline_query"), "[]")).contains("query is too old");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|expected an Array of inline query results",
        "[|can't parse JSON encoded inline query results",
        "[{'type':'article','id':'','title':'Tea'}]|RESULT_ID_INVALID",
        "[{'type':'photo','id':'1','title':'Tea'}]|RESULT_TYPE_INVALID",
        "[{'type':'article','id':'1','title':''}]|ARTICLE_TITLE_EMPTY",
        "[ARTICLE,ARTICLE]|RESULT_ID_DUPLICATE",
        "[FOREIGN]|PAYMENT_PROVIDER_INVALID",
        "[],'next_offset':'LONG'|NEXT_OFFSET_INVALID"
      })
  void refuses(String results, String text) {
    type("tea", "");
    JsonNode query = nextUpdate().path("inline_query");
    String faulty =
        results
            .replace("ARTICLE", results.contains("_E") ? "ARTICLE" : article("1", CONTENT))
            .replace("FOREIGN", article("1", CONTENT.replace(":sandbox", ":foreign")))
            .replace("LONG", "x".repeat(65));

    assertThat(answer(query, faulty)).isEqualTo("Bad Request: " + text);
    assertThat(answer(query, "[]")).as("it may be answered still").isEqualTo("ok");
  }

  @Test
  void takesFiftyResultsAndNoMore() {
    type("tea", "");
    JsonNode query = nextUpdate().path("inline_query");

    assertThat(answer(query, articles(51))).isEqualTo("Bad Request: RESULTS_TOO_MUCH");
    assertThat(answer(query, articles(50))).isEqualTo("ok");
  }

  @Test
  void whatIsPickedStandsInTheChatViaTheBotAndAnybodyMayPayItAgainAndAgain() {
    long group = server.api("groups", "{'title':'Friends of tea'}").path("id").asLong();
    CompletableFuture<JsonNode> typing = type("tea", "");
    answer(nextUpdate().path("inline_query"), "[" + article("one", CONTENT) + "]");
    SandboxServer.await(typing);

    JsonNode posted = pick(group, "one");

    assertThat(posted.path("raw").path("from").path("id").asLong()).isEqualTo(SandboxServer.NORA);
    assertThat(posted.path("raw").path("via_bot").path("id").asLong()).isEqualTo(1000001);
    assertThat(posted.path("invoice").path("payableOnce").asBoolean()).isFalse();
    for (long payer : new long[] {5000002, 5000003}) {
      CompletableFuture<JsonNode> paying =
          server.apiLater(
              "pay",
              "{'bot':'1000001','person':%d,'chat':%d,'messageId':%d}"
                  .formatted(payer, group, posted.path("messageId").asLong()));
      String id = nextUpdate().path("pre_checkout_query").path("id").asText();
      server.call("answerPreCheckoutQuery", "{'pre_checkout_query_id':'" + id + "','ok':true}");
      assertThat(SandboxServer.await(paying).path("result").asText()).isEqualTo("PAID");
      nextUpdate();
    }
  }

  @Test
  void onlyWhatWasOfferedLastCanBePicked() {
    long group = server.api("groups", "{'title':'Friends of tea'}").path("id").asLong();

    assertThat(pick(group, "one").path("error").asText()).contains("did not offer");
  }

  private CompletableFuture<JsonNode> type(String query, String next) {
    return server.apiLater(
        "inline",
        "{'bot':'1000001','person':5000001,'query':'" + query + "','offset':'" + next + "'}");
  }

  private JsonNode pick(long chat, String result) {
    return server.api(
        "pick", "{'bot':'1000001','person':5000001,'chat':" + chat + ",'result':'" + result + "'}");
  }

  private String answer(JsonNode query, String results) {
    String arguments = "'inline_query_id':'" + query.path("id").asText() + "'";
    String asText = results.equals("[") ? "'['" : results;
    return server.error("answerInlineQuery", "{" + arguments + ",'results':" + asText + "}");
  }

  private static String article(String id, String content) {
    return "{'type':'article','id':'"
        + id
        + "','title':'Tea','description':'Assam','input_message_content':"
        + content
        + "}";
  }

  private static String articles(int count) {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < count; i++) {
      list.append(i == 0 ? "[" : ",").append(article("r" + i, CONTENT));
    }
    return list.append(']').toString();
  }

  private JsonNode nextUpdate() {
    JsonNode update =
        await()
            .until(
                () -> server.call("getUpdates", "{'offset':" + offset + "}").path("result"),
                updates -> updates.size() > 0)
            .path(0);
    offset = update.path("update_id").asLong() + 1;
    return update;
  }
}
