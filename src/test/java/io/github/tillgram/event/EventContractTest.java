package io.github.tillgram.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.tillgram.invoice.Expiry;
import io.github.tillgram.testsupport.ApayShop;
import io.github.tillgram.testsupport.Clockwork;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.github.tillgram.testsupport.Subscriber;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every type that merchants were promised happens, and looks as it was declared. */
@QuarkusTest
class EventContractTest {

  private static final long PAYER = SandboxChat.PAYER;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Inject Shops shops;
  @Inject Database database;
  @Inject Clockwork clockwork;
  @Inject Expiry expiry;

  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = shops.open();
  }

  @Test
  void anInvoiceFromItsCreationToItsPaymentAndBack() {
    UUID invoice = shop.issue(Shop.tea().put("sendTo", PAYER));
    new SandboxChat(shop, PAYER).awaitInvoice();
    shop.preCheckout(PAYER, invoice, "USD", 1).then().statusCode(200);
    shop.approve(PAYER, invoice, "USD", 1250);
    shop.pay(PAYER, invoice, "USD", 1250, "first").then().statusCode(200);
    shop.pay(PAYER, invoice, "USD", 1250, "second").then().statusCode(200);
    shop.giveBack("first", "Broken").then().statusCode(200);

    assertTold(
        "invoice.created",
        "invoice.sent",
        "invoice.checkout_declined",
        "invoice.checkout_approved",
        "payment.received",
        "invoice.paid",
        "payment.held",
        "payment.refunded");
  }

  @Test
  void invoicesThatAreNotPaid() {
    shop.cancel(shop.issue(Shop.tea())).then().statusCode(200);
    clockwork.expire(shop.issue(Shop.tea()));
    expiry.round();

    assertTold("invoice.canceled", "invoice.expired");
  }

  @Test
  void aSubscription() {
    UUID invoice = shop.issue(Subscriber.monthly(100));
    Subscriber payer = new Subscriber(shop, invoice, PAYER);
    payer.begins("first");
    payer.renews("second", Subscriber.inDays(0));
    payer.becomes("canceled").then().statusCode(200);
    payer.becomes("failed").then().statusCode(200);

    assertTold(
        "subscription.started",
        "subscription.renewed",
        "subscription.canceled",
        "subscription.failed");
  }

  @Test
  void aDepositThatFails() {
    ApayShop apay = ApayShop.of(shop, database);
    ApayShop.Attempt attempt = apay.begin(shop.issue(ApayShop.tea("INR", 50_000)));
    apay.post(ApayShop.transaction(attempt, "Failed", "500", "INR"));

    assertTold("apay.deposit_failed");
  }

  private void assertTold(String... types) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(types()).contains(types));
    for (JsonObject event : events()) {
      assertThat(
              ShapeCheck.violations(event.getString("type"), event.getJsonObject("data").getMap()))
          .isEmpty();
      assertThat(event.getInteger("version"))
          .isEqualTo(EventShapes.version(event.getString("type")));
    }
  }

  private List<String> types() {
    return events().stream().map(event -> event.getString("type")).toList();
  }

  private List<JsonObject> events() {
    return new JsonObject(shop.api().get("/api/v1/events?limit=200").asString())
        .getJsonArray("items").stream().map(JsonObject.class::cast).toList();
  }
}
