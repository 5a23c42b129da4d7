package io.github.tillgram.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.github.tillgram.testsupport.Books;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.SandboxGroup;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Selling in groups and channels, and what copies of an invoice are good for. */
@QuarkusTest
class GroupSaleTest {

  private static final long NORA = 5000001;
  private static final long MILA = 5000002;
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  @Inject Shops shops;
  @Inject Books books;

  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = shops.open();
  }

  @AfterEach
  void ledgerLinesSumToWhatWasReceived() {
    books.assertBalanced(shop);
  }

  @Test
  void aSingleInvoiceInAGroupIsTheMembersWhoReservesFirst() {
    SandboxGroup group = SandboxGroup.create(shop, "SUPERGROUP").place("MEMBER");
    UUID invoice = shop.issue(Shop.tea().put("sendTo", group.id()));
    long message = group.awaitInvoice().getLong("messageId");

    assertThat(result(group.pay(NORA, message, "ABANDON"))).isEqualTo("ABANDONED");
    assertThat(result(group.pay(MILA, message, "PAY"))).isEqualTo("DECLINED");
    assertThat(result(group.pay(NORA, message, "PAY"))).isEqualTo("PAID");
    await().atMost(PATIENCE).until(() -> "PAID".equals(shop.status(invoice)));

    assertThat(result(group.pay(MILA, message, "PAY"))).isEqualTo("DECLINED");
    shop.read(invoice).then().body("payments[0].payer.id", equalTo((int) NORA));
    assertThat(books.payments(shop)).isEqualTo(1);
  }

  @Test
  void aReceiptGoesWhereTelegramProvedThePayment() {
    SandboxGroup group = SandboxGroup.create(shop, "GROUP").place("MEMBER");
    shop.issue(Shop.tea().put("usage", "REUSABLE").put("sendTo", group.id()));

    group.pay(MILA, group.awaitInvoice().getLong("messageId"), "PAY");

    await().atMost(PATIENCE).until(() -> group.texts().size() == 1);
    assertThat(new SandboxChat(shop, MILA).texts()).isEmpty();
  }

  @Test
  void aReusableInvoiceInAChannelIsPaidByItsReadersWhoHearOfItInTheirOwnChats() {
    SandboxGroup channel = SandboxGroup.create(shop, "CHANNEL").place("ADMINISTRATOR");
    UUID invoice =
        shop.issue(
            Shop.tea().put("usage", "REUSABLE").put("maxPayments", 2).put("sendTo", channel.id()));
    JsonObject post = channel.awaitInvoice();
    assertThat(post.getJsonObject("raw").containsKey("from")).isFalse();

    assertThat(result(channel.pay(NORA, post.getLong("messageId"), "PAY"))).isEqualTo("PAID");
    assertThat(result(channel.pay(MILA, post.getLong("messageId"), "PAY"))).isEqualTo("PAID");

    await().atMost(PATIENCE).until(() -> "PAID".equals(shop.status(invoice)));
    await().atMost(PATIENCE).until(() -> new SandboxChat(shop, MILA).texts().size() == 1);
    assertThat(channel.texts()).isEmpty();
  }

  @Test
  void anInvoiceFollowsAGroupThatWasUpgraded() {
    SandboxGroup group = SandboxGroup.create(shop, "GROUP").place("MEMBER");
    SandboxGroup supergroup = group.upgrade();

    UUID invoice = shop.issue(Shop.tea().put("sendTo", group.id()));

    supergroup.awaitInvoice();
    await().atMost(PATIENCE).until(() -> shop.timeline(invoice).contains("invoice.sent"));
    assertThat(sentTo(invoice)).isEqualTo(supergroup.id());
  }

  @ParameterizedTest
  @CsvSource({
    "GROUP, KICKED, Forbidden: bot was kicked from the group chat",
    "CHANNEL, MEMBER, Bad Request: need administrator rights in the channel chat",
    "SUPERGROUP, , Bad Request: chat not found"
  })
  void whyAnInvoiceIsNotInTheGroupStandsInItsTimeline(String type, String standing, String why) {
    SandboxGroup group = SandboxGroup.create(shop, type);
    if (standing != null) {
      group.place(standing);
    }
    UUID invoice = shop.issue(Shop.tea().put("sendTo", group.id()));

    await().atMost(PATIENCE).until(() -> shop.timeline(invoice).contains("invoice.not_sent"));

    String reason =
        shop.api()
            .get("/api/v1/invoices/" + invoice + "/timeline")
            .path("items.find { it.type == 'invoice.not_sent' }.data.reason");
    assertThat(reason).isEqualTo(why);
  }

  @ParameterizedTest
  @CsvSource({"SINGLE, false, true", "REUSABLE, false, false", "SINGLE, true, false"})
  void onlyASingleInvoiceInAPrivateChatIsBoundToItsChat(
      String usage, boolean inGroup, boolean bound) {
    SandboxGroup group = SandboxGroup.create(shop, "GROUP").place("MEMBER");
    shop.issue(Shop.tea().put("usage", usage).put("sendTo", inGroup ? group.id() : NORA));

    JsonObject sent = inGroup ? group.awaitInvoice() : awaitPrivate(new SandboxChat(shop, NORA));

    assertThat(sent.getJsonObject("invoice").getBoolean("payableOnce")).isEqualTo(bound);
  }

  @Test
  void aForwardedCopyOfASingleChatInvoiceHasNoPayButton() {
    SandboxGroup friends = SandboxGroup.create(shop, "GROUP");
    UUID invoice = shop.issue(Shop.tea().put("sendTo", NORA));
    long message = new SandboxChat(shop, NORA).awaitInvoice();

    JsonObject copy = friends.forward(NORA, message);

    assertThat(copy.containsKey("invoice")).isFalse();
    assertThat(copy.getJsonArray("buttons").getJsonArray(0).getJsonObject(0).getString("url"))
        .endsWith("?start=invoice-" + invoice);
  }

  @Test
  void aForwardedCopyOfAMultiChatInvoiceCanBePaidByAnybody() {
    SandboxGroup friends = SandboxGroup.create(shop, "GROUP");
    UUID invoice = shop.issue(Shop.tea().put("usage", "REUSABLE").put("sendTo", NORA));
    long message = new SandboxChat(shop, NORA).awaitInvoice();

    long copy = friends.forward(NORA, message).getLong("messageId");

    assertThat(result(friends.pay(MILA, copy, "PAY"))).isEqualTo("PAID");
    await().atMost(PATIENCE).until(() -> books.payments(shop) == 1);
    shop.read(invoice)
        .then()
        .body("status", equalTo("OPEN"))
        .body("payments[0].payer.id", equalTo((int) MILA));
  }

  private static JsonObject awaitPrivate(SandboxChat chat) {
    chat.awaitInvoice();
    return chat.invoices().get(0);
  }

  private long sentTo(UUID invoice) {
    Number chat =
        shop.api()
            .get("/api/v1/invoices/" + invoice + "/timeline")
            .path("items.find { it.type == 'invoice.sent' }.data.chatId");
    return chat.longValue();
  }

  private static String result(JsonObject paid) {
    return paid.getString("result");
  }
}
