package io.github.tillgram.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a bot that talks with people, and not only sells to them, relies on. */
class ConversationTest {
  private static final String NORA = "'bot':'1000001','person':5000001";

  private SandboxServer server;

  @BeforeEach
  void start() {
    server = new SandboxServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aPersonSendsAPhoto() {
    server.api("photo", "{" + NORA + ",'caption':' my keys '}");

    JsonNode message = updates().path(0).path("message");
    assertThat(message.path("caption").asText()).isEqualTo("my keys");
    assertThat(message.has("text")).isFalse();
    JsonNode sizes = message.path("photo");
    assertThat(sizes).hasSize(3);
    assertThat(sizes.findValuesAsText("file_id")).doesNotHaveDuplicates().doesNotContain("");
    assertThat(sizes.path(2).path("width").asInt())
        .isGreaterThan(sizes.path(0).path("width").asInt());
    assertThat(messages().path(0).path("photo").asText()).isEqualTo("my keys");
  }

  @Test
  void aPhotoNeedsNoCaption() {
    JsonNode sent = server.api("photo", "{" + NORA + "}");

    assertThat(sent.path("raw").has("caption")).isFalse();
    assertThat(server.api("photo", "{" + NORA + ",'caption':'" + "x".repeat(1025) + "'}"))
        .hasToString("{\"error\":\"caption must have at most 1024 characters\"}");
  }

  @Test
  void aPhotoInAGroupReachesTheBotOnlyWithACommand() {
    String group = group("MEMBER");
    server.api("photo", "{" + NORA + group + ",'caption':'look'}");
    server.api("photo", "{" + NORA + group + ",'caption':'/look'}");

    JsonNode updates = updates();
    assertThat(updates.findValuesAsText("caption")).containsExactly("/look");
  }

  @Test
  void aBlockedBotGetsNoPhoto() {
    server.api("block", "{" + NORA + "}");

    assertThat(server.api("photo", "{" + NORA + "}").path("error").asText()).contains("Unblock");
  }

  @Test
  void aBotDeletesWhatAPersonWroteToIt() {
    long id = server.api("text", "{" + NORA + ",'text':'secret'}").path("messageId").asLong();

    assertThat(delete(5000001, id)).isEqualTo("ok");
    assertThat(messages()).isEmpty();
    assertThat(delete(5000001, id)).isEqualTo("Bad Request: message to delete not found");
  }

  @Test
  void twoDaysLaterItCannot() {
    long id = server.api("text", "{" + NORA + ",'text':'secret'}").path("messageId").asLong();
    server.api("clock", "{'advance':'PT48H5S'}");

    assertThat(delete(5000001, id)).isEqualTo("Bad Request: message can't be deleted for everyone");
    assertThat(messages()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"MEMBER,Bad Request: message can't be deleted", "ADMINISTRATOR,ok"})
  void inAGroupOnlyAnAdministratorDeletesWhatOthersWrote(String standing, String result) {
    String group = group(standing);
    long id = server.api("text", "{" + NORA + group + ",'text':'hi'}").path("messageId").asLong();

    assertThat(delete(Long.parseLong(group.substring(8)), id)).isEqualTo(result);
  }

  @Test
  void aPressedButtonIsAnsweredAndItsMessageChanges() {
    String keyboard = "'reply_markup':{'inline_keyboard':[[{'text':'Go','callback_data':'go'}]]}";
    long id = send("Ready?", keyboard);
    CompletableFuture<JsonNode> press =
        server.apiLater("press", "{" + NORA + ",'messageId':" + id + ",'data':'go'}");

    JsonNode query = server.call("getUpdates", "{'timeout':10}").path("result").path(0);
    String queryId = query.path("callback_query").path("id").asText();
    assertThat(query.path("callback_query").path("message").path("message_id").asLong())
        .isEqualTo(id);
    String answer = "{'callback_query_id':'" + queryId + "','text':'Gone','show_alert':true}";
    assertThat(server.error("answerCallbackQuery", answer)).isEqualTo("ok");
    assertThat(server.error("answerCallbackQuery", answer)).contains("query is too old");
    assertThat(SandboxServer.await(press))
        .isEqualTo(server.json("{'answered':true,'text':'Gone','alert':true}"));

    assertThat(edit(id, "'text':'Ready?'," + keyboard))
        .startsWith("Bad Request: message is not mod");
    assertThat(edit(id, "'text':'Ready?'")).isEqualTo("ok");
    assertThat(messages().path(0).path("buttons")).isEmpty();
    assertThat(edit(id, "'text':'Ready?'")).startsWith("Bad Request: message is not modified");
    assertThat(edit(id, "'text':'Gone.'," + keyboard)).isEqualTo("ok");
    assertThat(messages().path(0).path("buttons")).hasSize(1);
    assertThat(messages().path(0).path("edited").asBoolean()).isTrue();
  }

  @Test
  void onlyTheBotsOwnTextsCanBeEdited() {
    long said = server.api("text", "{" + NORA + ",'text':'mine'}").path("messageId").asLong();

    assertThat(edit(said, "'text':'yours'")).isEqualTo("Bad Request: message can't be edited");
    assertThat(edit(said + 9, "'text':'x'")).isEqualTo("Bad Request: message to edit not found");
    assertThat(server.error("editMessageText", "{'chat_id':5000001,'text':'x'}"))
        .isEqualTo("Bad Request: message identifier is not specified");
  }

  @ParameterizedTest
  @CsvSource({
    "https://pay.example/a?b=c#d",
    "HTTP://pay.example:8080/",
    "pay.example/x",
    "http://localhost:8080/pay/abc",
    "http://[::1]:8080/",
    "tg://resolve?domain=a_bot&start=abc",
    "tg:user"
  })
  void aButtonLeadsToAnAddress(String url) {
    long id = send("Pay", link(url));

    JsonNode button = messages().path(0).path("buttons").path(0).path(0);
    assertThat(id).isPositive();
    assertThat(button.path("url").asText()).isEqualTo(url);
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://pay.example/,Unsupported URL protocol",
    "javascript://pay.example/,Unsupported URL protocol",
    "http://intranet/,Wrong HTTP URL",
    "http://pay example/,Wrong HTTP URL",
    "http://pay.example:65536/,Wrong port number specified in the URL",
    "tg://a.b:80/,Wrong tg URL"
  })
  void anAddressNobodyCanFollowIsRefused(String url, String reason) {
    assertThat(server.error("sendMessage", "{'chat_id':5000001,'text':'x'," + link(url) + "}"))
        .isEqualTo("Bad Request: inline keyboard button URL '" + url + "' is invalid: " + reason);
  }

  @Test
  void anEmptyAddressMakesNoButton() {
    assertThat(server.error("sendMessage", "{'chat_id':5000001,'text':'x'," + link("") + "}"))
        .contains("Text buttons are unallowed");
  }

  private static String link(String url) {
    return "'reply_markup':{'inline_keyboard':[[{'text':'Pay','url':'" + url + "'}]]}";
  }

  private long send(String text, String more) {
    JsonNode sent =
        server.call("sendMessage", "{'chat_id':5000001,'text':'" + text + "'," + more + "}");
    return sent.path("result").path("message_id").asLong();
  }

  private String edit(long id, String more) {
    return server.error(
        "editMessageText", "{'chat_id':5000001,'message_id':" + id + "," + more + "}");
  }

  private String delete(long chat, long id) {
    return server.error("deleteMessage", "{'chat_id':" + chat + ",'message_id':" + id + "}");
  }

  /** A new group with the bot in it, as a field of a request. */
  private String group(String standing) {
    long id = server.api("groups", "{'title':'Friends of tea'}").path("id").asLong();
    server.api("members", "{" + NORA + ",'chat':" + id + ",'standing':'" + standing + "'}");
    server.call("getUpdates", "{'offset':-1}");
    return ",'chat':" + id;
  }

  private JsonNode updates() {
    return server.call("getUpdates", "{}").path("result");
  }

  private JsonNode messages() {
    return server.body(server.get("/api/messages?bot=1000001&person=5000001")).path("messages");
  }
}
