package io.github.tillgram.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.github.tillgram.testsupport.Books;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Database.HeldLock;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A payer orders goods in the chat, and the whole of it takes place in the simulated Telegram. */
@QuarkusTest
class OrdersInTheChatTest {

  private static final String NOT_SERVED =
      "The seller does not ship this order to your address. Please try another address.";

  @Inject Shops shops;
  @Inject Books books;
  @Inject Database database;
  @Inject MeterRegistry meters;

  private Shop shop;
  private SandboxChat chat;

  @BeforeEach
  void openShop() {
    shop = shops.open();
    chat = new SandboxChat(shop, SandboxChat.PAYER);
  }

  @Test
  void anOrderWithContactDataAndATipIsShippedAsThePayerChose() {
    UUID invoice =
        shop.issue(
            order()
                .put("require", List.of("NAME", "EMAIL"))
                .put("shareWithProvider", List.of("PHONE"))
                .put("providerData", new JsonObject().put("receipt", new JsonObject()))
                .put("photo", new JsonObject().put("url", "https://shop.example/tea.jpg"))
                .put("tip", new JsonObject().put("max", 500)));

    JsonObject paid = chat.order(chat.awaitInvoice(), wish("IN", "express").put("tip", 200));

    assertThat(paid.getString("result")).isEqualTo("PAID");
    assertThat(paid.getLong("totalAmount")).isEqualTo(1250 + 700 + 200);
    await().untilAsserted(() -> assertThat(shop.status(invoice)).isEqualTo("PAID"));
    JsonPath payment = shop.read(invoice).jsonPath().setRootPath("payments[0]");
    assertThat(payment.getLong("goods")).isEqualTo(1250);
    assertThat(payment.getLong("shipping")).isEqualTo(700);
    assertThat(payment.getLong("tip")).isEqualTo(200);
    assertThat(payment.getString("shippingOptionId")).isEqualTo("express");
    assertThat(payment.getString("anomaly")).isNull();
    assertThat(books.lines(shop, paid.getString("chargeId")))
        .containsExactly("GOODS 1250", "SHIPPING 700", "TIP 200");
    assertThat(shop.timeline(invoice))
        .containsSubsequence(
            "invoice.sent",
            "invoice.shipping_offered",
            "invoice.checkout_approved",
            "payment.received",
            "invoice.paid");
  }

  /** Sharing asks, a flexible price asks for the address, and nothing else is asked. */
  @Test
  void theOrderHoldsOnlyWhatWasAskedFor() {
    UUID invoice = shop.issue(order().put("shareWithProvider", List.of("PHONE")));

    chat.order(chat.awaitInvoice(), wish("IN", "post"));

    await().untilAsserted(() -> assertThat(shop.status(invoice)).isEqualTo("PAID"));
    shop.read(invoice)
        .then()
        .body("payments[0].orderInfo.size()", equalTo(2))
        .body("payments[0].orderInfo.phone", equalTo("15550100001"))
        .body("payments[0].orderInfo.shippingAddress.countryCode", equalTo("IN"))
        .body("payments[0].orderInfo.shippingAddress.city", equalTo("Pune"))
        .body("payments[0].orderInfo.shippingAddress.size()", equalTo(4));
  }

  @Test
  void everythingTheMerchantSaidReachesTelegram() {
    shop.issue(
        order()
            .put("shareWithProvider", List.of("EMAIL"))
            .put("providerData", new JsonObject().put("receipt", new JsonObject().put("vat", 1)))
            .put(
                "photo",
                new JsonObject()
                    .put("url", "https://shop.example/tea.jpg")
                    .put("size", 9)
                    .put("width", 8)
                    .put("height", 7)));
    chat.awaitInvoice();

    JsonObject shown = chat.invoices().get(0).getJsonObject("invoice");

    assertThat(shown.getString("providerData")).isEqualTo("{\"receipt\":{\"vat\":1}}");
    assertThat(shown.getJsonObject("photo").encode())
        .isEqualTo(
            "{\"url\":\"https://shop.example/tea.jpg\",\"size\":9,\"width\":8,\"height\":7}");
    assertThat(shown.getBoolean("emailToProvider")).isTrue();
    assertThat(shown.getBoolean("phoneToProvider")).isFalse();
    assertThat(shown.getBoolean("needsShipping")).isTrue();
    assertThat(shown.getBoolean("needsName")).isFalse();
  }

  @Test
  void anAddressAloneIsAskedForWithoutAnyShipping() {
    UUID invoice =
        shop.issue(Shop.tea().put("require", List.of("ADDRESS")).put("sendTo", chatId()));

    JsonObject paid = chat.order(chat.awaitInvoice(), wish("US", ""));

    assertThat(paid.getLong("totalAmount")).isEqualTo(1250);
    await().untilAsserted(() -> assertThat(shop.status(invoice)).isEqualTo("PAID"));
    assertThat(shop.timeline(invoice)).doesNotContain("invoice.shipping_offered");
  }

  @Test
  void aPayerWhoseAddressIsNotServedIsToldSoByACall() {
    UUID invoice = shop.issue(order());
    double told = refusals("told");

    JsonObject refused = chat.order(chat.awaitInvoice(), wish("US", "post"));

    assertThat(refused.getString("result")).isEqualTo("DECLINED");
    assertThat(refused.getString("errorMessage")).isEqualTo(NOT_SERVED);
    await().untilAsserted(() -> assertThat(refusals("told")).isEqualTo(told + 1));
    assertThat(shop.timeline(invoice)).endsWith("invoice.shipping_refused");
  }

  @Test
  void aPayerIsRefusedInHisLanguage() {
    SandboxChat russian = new SandboxChat(shop, 5000002);
    shop.issue(order().put("sendTo", 5000002));

    assertThat(russian.order(russian.awaitInvoice(), wish("US", "")).getString("errorMessage"))
        .startsWith("Продавец не доставляет");
  }

  /** Servers since July 2026 look for options before they look at the answer. */
  @Test
  void aRefusalThatTelegramRefusesIsCountedAndDeclinedAgainAtThePreCheckout() {
    UUID invoice = shop.issue(order());
    shop.askShipping(SandboxChat.PAYER, invoice, "IN");
    chat.refuse("answerShippingQuery", 1, "there must be at least one shipping option");
    double notTaken = refusals("not_taken");

    JsonObject result = chat.order(chat.awaitInvoice(), wish("US", "post"));

    assertThat(result.getString("result")).isEqualTo("TIMEOUT");
    await().untilAsserted(() -> assertThat(refusals("not_taken")).isEqualTo(notTaken + 1));
    shop.preCheckout(SandboxChat.PAYER, invoice, 1550, "post").then().body("ok", is(false));
    assertThat(shop.timeline(invoice)).endsWith("invoice.checkout_declined");
  }

  @Test
  void whileTheDatabaseIsAwayThePayerIsToldSoByACall() {
    UUID invoice = shop.issue(order());
    long message = chat.awaitInvoice();
    JsonObject refused;

    try (HeldLock away = database.lockInvoices()) {
      refused = chat.order(message, wish("IN", "post"));
    }

    assertThat(refused.getString("result")).isEqualTo("DECLINED");
    assertThat(refused.getString("errorMessage")).contains("is busy");
    assertThat(shop.timeline(invoice)).doesNotContain("invoice.shipping_offered");
    assertThat(chat.order(message, wish("IN", "post")).getString("result")).isEqualTo("PAID");
  }

  /** The token kept beside the door is the one before for a moment; the call is made again. */
  @Test
  void aRefusalThatTelegramTakesForAStrangersIsMadeWithTheTokenOfNow() {
    UUID invoice = shop.issue(order());
    long message = chat.awaitInvoice();
    shop.askShipping(SandboxChat.PAYER, invoice, "IN");
    shops.renewToken(shop);

    JsonObject refused = chat.order(message, wish("US", ""));

    assertThat(refused.getString("errorMessage")).isEqualTo(NOT_SERVED);
  }

  private static long chatId() {
    return SandboxChat.PAYER;
  }

  /** Tea that is sent to India, by post or faster. */
  private static JsonObject order() {
    JsonArray options = new JsonArray().add(option("post", 300)).add(option("express", 700));
    return Shop.tea()
        .put("sendTo", chatId())
        .put("shipping", new JsonObject().put("options", options));
  }

  private static JsonObject option(String id, long price) {
    return new JsonObject()
        .put("id", id)
        .put("title", "To India")
        .put("countries", List.of("IN"))
        .put("prices", Shop.prices(price));
  }

  private static JsonObject wish(String country, String option) {
    return new JsonObject().put("country", country).put("shippingOption", option);
  }

  private double refusals(String outcome) {
    return meters.get("tillgram.shipping.refusals").tag("outcome", outcome).counter().count();
  }
}
