package io.github.tillgram.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Groups and channels: who may write there, and who hears of what. */
class GroupsTest {
  private SandboxServer server;
  private Invoices invoices;
  private long offset;

  @BeforeEach
  void start() {
    server = new SandboxServer();
    invoices = new Invoices(server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"GROUP, group, -7", "SUPERGROUP, supergroup, -100", "CHANNEL, channel, -100"})
  void chatsWithManyMembersHaveNegativeIds(String type, String wireType, String prefix) {
    JsonNode group = create(type);

    assertThat(group.path("id").asText()).startsWith(prefix);
    assertThat(group.path("type").asText()).isEqualTo(wireType);
  }

  @ParameterizedTest
  @CsvSource({
    "GROUP, , Bad Request: chat not found",
    "GROUP, KICKED, Forbidden: bot was kicked from the group chat",
    "SUPERGROUP, KICKED, Forbidden: bot was kicked from the supergroup chat",
    "CHANNEL, KICKED, Forbidden: bot was kicked from the channel chat",
    "CHANNEL, MEMBER, Bad Request: need administrator rights in the channel chat",
    "CHANNEL, ADMINISTRATOR, ok",
    "GROUP, MEMBER, ok"
  })
  void aBotWritesWhereItMay(String type, String standing, String outcome) {
    long chat = create(type).path("id").asLong();
    if (standing != null) {
      place(chat, standing);
    }

    assertThat(invoices.refusal(invoices.tea().put("chat_id", chat), "sendInvoice"))
        .isEqualTo(outcome);
  }

  @Test
  void aMessageInAChannelNamesNoSenderAndOneInAGroupNamesTheBot() {
    JsonNode inChannel = post(joined("CHANNEL"));
    JsonNode inGroup = post(joined("GROUP"));

    assertThat(inChannel.has("from")).isFalse();
    assertThat(inChannel.path("sender_chat").path("type").asText()).isEqualTo("channel");
    assertThat(inGroup.path("from").path("is_bot").asBoolean()).isTrue();
    assertThat(inGroup.path("chat").path("title").asText()).isEqualTo("Friends of tea");
  }

  @Test
  void aGroupThatWasUpgradedNamesItsNewId() {
    long group = joined("GROUP");

    long supergroup = server.api("upgrades", person("'chat':" + group)).path("id").asLong();

    JsonNode refused =
        server.call(SandboxServer.TOKEN, "sendInvoice", invoices.tea().put("chat_id", group));
    assertThat(refused.path("description").asText())
        .isEqualTo("Bad Request: group chat was upgraded to a supergroup chat");
    assertThat(refused.path("parameters").path("migrate_to_chat_id").asLong())
        .isEqualTo(supergroup);
    assertThat(post(supergroup).path("chat").path("type").asText()).isEqualTo("supergroup");
    assertThat(nextUpdate().path("message").path("migrate_to_chat_id").asLong())
        .isEqualTo(supergroup);
    assertThat(nextUpdate().path("message").path("migrate_from_chat_id").asLong()).isEqualTo(group);
  }

  @Test
  void anInvoiceInAGroupIsPaidByMembersAndProvedThere() {
    long group = joined("GROUP");
    long message = post(group).path("message_id").asLong();

    for (long payer : new long[] {5000001, 5000002}) {
      JsonNode proof = pay(group, message, payer);
      assertThat(proof.path("chat").path("id").asLong()).isEqualTo(group);
      assertThat(proof.path("from").path("id").asLong()).isEqualTo(payer);
    }
  }

  @Test
  void anInvoiceInAChannelIsPaidByReadersAndProvedInTheirOwnChat() {
    long channel = joined("CHANNEL");

    JsonNode proof = pay(channel, post(channel).path("message_id").asLong(), 5000002);

    assertThat(proof.path("chat").path("id").asLong()).isEqualTo(5000002);
    assertThat(proof.path("chat").path("type").asText()).isEqualTo("private");
  }

  @Test
  void ofTalkInAGroupABotHearsOnlyCommands() {
    long group = joined("GROUP");

    server.api("text", person("'chat':" + group + ",'text':'Nice tea'"));
    server.api("text", person("'chat':" + group + ",'text':'/terms'"));

    assertThat(nextUpdate().path("message").path("text").asText()).isEqualTo("/terms");
    assertThat(
            server
                .body(server.get("/api/messages?bot=1000001&person=5000001&chat=" + group))
                .path("messages"))
        .hasSize(2);
  }

  private JsonNode create(String type) {
    return server.api("groups", "{'title':'Friends of tea','type':'" + type + "'}");
  }

  /** A chat in which the bot may write, and has read that it may. */
  private long joined(String type) {
    long chat = create(type).path("id").asLong();
    place(chat, "ADMINISTRATOR");
    assertThat(nextUpdate().path("my_chat_member").path("new_chat_member").path("status").asText())
        .isEqualTo("administrator");
    return chat;
  }

  private void place(long chat, String standing) {
    server.api("members", person("'chat':" + chat + ",'standing':'" + standing + "'"));
  }

  private JsonNode post(long chat) {
    return server
        .call(SandboxServer.TOKEN, "sendInvoice", invoices.tea().put("chat_id", chat))
        .path("result");
  }

  /** The message that proves the payment. */
  private JsonNode pay(long chat, long message, long payer) {
    CompletableFuture<JsonNode> paying =
        server.apiLater(
            "pay",
            "{'bot':'1000001','person':%d,'chat':%d,'messageId':%d}"
                .formatted(payer, chat, message));
    JsonNode query = nextUpdate().path("pre_checkout_query");
    server.call(
        "answerPreCheckoutQuery",
        "{'pre_checkout_query_id':'" + query.path("id").asText() + "','ok':true}");
    assertThat(SandboxServer.await(paying).path("result").asText()).isEqualTo("PAID");
    return nextUpdate().path("message");
  }

  private static String person(String more) {
    return "{'bot':'1000001','person':5000001," + more + "}";
  }

  private JsonNode nextUpdate() {
    JsonNode updates =
        server.call("getUpdates", "{'offset':" + offset + ",'limit':1,'timeout':5}").path("result");
    assertThat(updates).hasSize(1);
    offset = updates.get(0).path("update_id").asLong() + 1;
    return updates.get(0);
  }
}
