package io.github.tillgram.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BotApiCallTest {
  private static SandboxServer server;

  @BeforeAll
  static void start() {
    server = new SandboxServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void tellsWhoTheBotIs() {
    JsonNode me = server.call("GETme", "{}").path("result");

    assertThat(me.path("id").asLong()).isEqualTo(1000001);
    assertThat(me.path("username").asText()).isEqualTo("sandbox_merchant_bot");
    assertThat(me.path("is_bot").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/telegram/bot1:unknown-token-unknown-token-unknown/getMe, 401, Unauthorized",
    "/telegram/botnobody/getMe, 401, Unauthorized: invalid token specified",
    "/telegram/nowhere, 404, Not Found",
    "/telegram/bot1000001:sandbox-merchant-bot-token-0000001/fly, 404, Not Found: method not found"
  })
  void refusesWhatItDoesNotKnow(String path, int code, String description) {
    HttpResponse<String> response = server.get(path);

    assertThat(response.statusCode()).isEqualTo(code);
    assertThat(server.body(response).path("ok").asBoolean(true)).isFalse();
    assertThat(server.body(response).path("error_code").asInt()).isEqualTo(code);
    assertThat(server.body(response).path("description").asText()).isEqualTo(description);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/x-www-form-urlencoded|chat_id=5000001&text=caf%C3%A9+and+more",
        "application/json|{\"chat_id\":5000001,\"text\":\"café and more\"}",
        "application/json|{\"chat_id\":\"5000001\",\"text\":\"café and more\",\"oops",
        "multipart/form-data; boundary=xx|"
            + "--xx~Content-Disposition: form-data; name=\"chat_id\"~~5000001~"
            + "--xx~Content-Disposition: form-data; name=\"text\"~~café and more~--xx--~"
      })
  void takesArgumentsHoweverTheyCome(String type, String body) {
    HttpResponse<String> response =
        server.send(
            HttpRequest.newBuilder(method("sendMessage"))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body.replace("~", "\r\n"))));

    assertThat(server.body(response).path("result").path("text").asText())
        .isEqualTo("café and more");
    assertThat(response.body()).contains("caf\\u00e9");
  }

  @Test
  void takesArgumentsFromTheQuery() {
    HttpResponse<String> response =
        server.get(
            "/telegram/bot" + SandboxServer.TOKEN + "/sendMessage?chat_id=5000001&text=hello");

    assertThat(response.statusCode()).isEqualTo(200);
  }

  @Test
  void aBotOfTheLiveServersIsUnknownToTheTestServersAndTheOtherWayRound() {
    String test = server.testBot();

    assertThat(server.call(test + "/test", "getMe", server.object()).path("ok").asBoolean())
        .isTrue();
    for (String stranger : List.of(test, SandboxServer.TOKEN + "/test")) {
      HttpResponse<String> response = server.get("/telegram/bot" + stranger + "/getMe");
      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(server.body(response).path("description").asText()).isEqualTo("Unauthorized");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'text':'x'}|Bad Request: chat_id is empty",
        "{'chat_id':42,'text':'x'}|Bad Request: chat not found",
        "{'chat_id':5000001}|Bad Request: message text is empty",
        "{'chat_id':5000001,'text':'x','reply_markup':'{'}"
            + "|Bad Request: can't parse reply keyboard markup JSON object",
        "{'chat_id':5000001,'text':'x','reply_markup':{'inline_keyboard':[[{'text':'a'}]]}}"
            + "|Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the"
            + " inline keyboard",
        "{'chat_id':5000001,'text':'x','reply_parameters':{'message_id':99999}}"
            + "|Bad Request: message to be replied not found"
      })
  void refusesMessages(String arguments, String description) {
    assertThat(server.error("sendMessage", arguments)).isEqualTo(description);
  }

  @Test
  void countsTheCharactersOfAText() {
    String longest = "x".repeat(4096);

    assertThat(server.error("sendMessage", "{'chat_id':5000001,'text':'" + longest + "'}"))
        .isEqualTo("ok");
    assertThat(server.error("sendMessage", "{'chat_id':5000001,'text':'" + longest + "y'}"))
        .isEqualTo("Bad Request: message is too long");
  }

  @Test
  void editsAndDeletes() {
    JsonNode sent = server.call("sendMessage", "{'chat_id':5000001,'text':'one'}");
    String target = "'chat_id':5000001,'message_id':" + sent.path("result").path("message_id");

    assertThat(server.error("editMessageText", "{" + target + ",'text':'one'}"))
        .startsWith("Bad Request: message is not modified: specified new message content");
    assertThat(server.error("editMessageText", "{" + target + ",'text':'two'}")).isEqualTo("ok");
    assertThat(server.error("deleteMessage", "{" + target + "}")).isEqualTo("ok");
    assertThat(server.error("deleteMessage", "{" + target + "}"))
        .isEqualTo("Bad Request: message to delete not found");
  }

  @Test
  void keepsCommandsPerLanguage() {
    server.call(
        "setMyCommands",
        "{'commands':[{'command':'start','description':'Begin'}],'language_code':'en'}");

    assertThat(server.call("getMyCommands", "{'language_code':'en'}").path("result")).hasSize(1);
    assertThat(server.call("getMyCommands", "{'language_code':'de'}").path("result")).isEmpty();
    assertThat(server.error("setMyCommands", "{'commands':[{'command':'A','description':'b'}]}"))
        .isEqualTo("Bad Request: BOT_COMMAND_INVALID");
  }

  @Test
  void aPersonSeesTheCommandsOfTheNarrowestScopeInHisLanguage() {
    commands("everybody", "");
    assertThat(shown(5000002, "")).isEqualTo("everybody");
    commands("russian", ",'language_code':'ru'");
    assertThat(shown(5000002, "")).isEqualTo("russian");
    assertThat(shown(5000001, "")).isEqualTo("everybody");
    commands("group", ",'scope':{'type':'all_group_chats'}");
    long group = server.api("groups", "{'title':'Friends of tea'}").path("id").asLong();
    assertThat(shown(5000002, "&chat=" + group)).isEqualTo("group");
    commands("private", ",'scope':{'type':'all_private_chats'}");
    assertThat(shown(5000002, "")).isEqualTo("private");
    commands("mila", ",'scope':{'type':'chat','chat_id':5000002}");
    assertThat(shown(5000002, "")).isEqualTo("mila");
    assertThat(shown(5000001, "")).isEqualTo("private");
  }

  private static void commands(String name, String more) {
    server.call(
        "setMyCommands", "{'commands':[{'command':'" + name + "','description':'x'}]" + more + "}");
  }

  private static String shown(long person, String more) {
    JsonNode menu = server.body(server.get("/api/commands?bot=1000001&person=" + person + more));
    return menu.path(0).path("command").asText();
  }

  @Test
  void refusesTooMuch() {
    HttpResponse<String> response =
        server.post(
            "/telegram/bot" + SandboxServer.TOKEN + "/sendMessage",
            "{\"text\":\"" + "x".repeat(1 << 20) + "\"}");

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(server.body(response).path("error_code").asInt()).isEqualTo(413);
  }

  private static URI method(String name) {
    return URI.create(server.root() + "/telegram/bot" + SandboxServer.TOKEN + "/" + name);
  }
}
