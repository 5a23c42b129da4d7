package io.github.tillgram.payments;

import static io.github.tillgram.testsupport.Subscriber.inDays;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.testsupport.Books;
import io.github.tillgram.testsupport.Crowd;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.github.tillgram.testsupport.Subscriber;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What payments make of subscriptions, in whatever order they arrive. */
@QuarkusTest
class SubscriptionTest {

  private static final long PAYER = 7;
  private static final long OTHER = 8;

  @Inject Shops shops;
  @Inject Books books;
  @Inject Database database;

  private Shop shop;
  private UUID invoice;
  private Subscriber payer;

  @BeforeEach
  void openShop() {
    shop = shops.open();
    invoice = issue(Subscriber.monthly(100));
    payer = new Subscriber(shop, invoice, PAYER);
  }

  // ---- One life -------------------------------------------------------------------------------

  @Test
  void theFirstPaymentBeginsASubscription() {
    assertThat(payer.checksOut().getBoolean("ok")).isTrue();

    payer.begins("first");

    JsonObject life = payer.life();
    assertThat(life.getString("status")).isEqualTo("ACTIVE");
    assertThat(life.getString("telegramChargeId")).isEqualTo("first");
    assertThat(life.getInteger("amount")).isEqualTo(100);
    assertThat(life.getString("currency")).isEqualTo("XTR");
    assertThat(life.getInteger("period")).isEqualTo(Subscriber.MONTH);
    assertThat(life.getInteger("payments")).isOne();
    assertThat(life.getString("invoiceId")).isEqualTo(invoice.toString());
    assertThat(life.getJsonObject("payer").getLong("id")).isEqualTo(PAYER);
    assertThat(life.getInstant("expiresAt")).isAfter(inDays(29));
    assertThat(life.getString("changedAt")).isNull();
    assertThat(shop.payment("first").getString("subscriptionId")).isEqualTo(life.getString("id"));
    assertThat(shop.timeline(invoice))
        .filteredOn(type -> !type.equals("payer.not_told"))
        .endsWith("payment.received", "subscription.started");
    assertThat(books.lines(shop, "first")).containsExactly("GOODS 100");
  }

  @Test
  void aRenewalComesWithoutPreCheckoutUnderANewChargeId() {
    payer.begins("first", inDays(-30));

    payer.renews("second", inDays(0));

    JsonObject life = payer.life();
    assertThat(life.getInteger("payments")).isEqualTo(2);
    assertThat(life.getString("telegramChargeId")).isEqualTo("first");
    assertThat(life.getInstant("expiresAt")).isAfter(inDays(29));
    assertThat(shop.payment("second").getString("status")).isEqualTo("COUNTED");
    assertThat(shop.payment("second").getString("anomaly")).isNull();
    assertThat(shop.payment("second").getString("subscriptionId")).isEqualTo(life.getString("id"));
    assertThat(shop.timeline(invoice)).contains("subscription.renewed");
    assertThat(shop.read(invoice).path("payments.size()").toString()).isEqualTo("2");
  }

  @Test
  void twoRenewalsThatArriveInTheWrongOrderNeverShortenWhatWasPaid() {
    payer.begins("first", inDays(-60));
    payer.renews("third", inDays(0));
    Instant end = payer.expiresAt();

    payer.renews("second", inDays(-30));

    assertThat(payer.expiresAt()).isEqualTo(end);
    assertThat(payer.life().getInteger("payments")).isEqualTo(3);
  }

  @Test
  void theSameRenewalTwiceIsOneRenewal() {
    payer.begins("first", inDays(-30));
    JsonObject renewal = payer.renewal("second", inDays(0));
    shop.deliver(renewal.encode());

    shop.deliver(renewal.encode()).then().statusCode(200);
    shop.deliver(renewal.put("update_id", Shop.nextUpdateId()).encode()).then().statusCode(200);

    assertThat(payer.life().getInteger("payments")).isEqualTo(2);
    assertThat(shop.timeline(invoice)).containsOnlyOnce("subscription.renewed");
  }

  @Test
  void aRenewalThatOvertakesTheFirstPaymentIsOneSubscriptionWithIt() {
    payer.renews("second", inDays(0));
    assertThat(payer.life().getString("telegramChargeId")).isNull();
    Instant end = payer.expiresAt();

    payer.begins("first", inDays(-30));

    JsonObject life = payer.life();
    assertThat(life.getString("telegramChargeId")).isEqualTo("first");
    assertThat(life.getInteger("payments")).isEqualTo(2);
    assertThat(life.getInstant("startedAt")).isBefore(inDays(-29));
    assertThat(life.getInstant("expiresAt")).isEqualTo(end);
    assertThat(shop.payment("first").getString("anomaly")).isEqualTo("NOT_RESERVED");
  }

  @Test
  void aRenewalAfterOneThatWasLostGoesOnWithTheSubscription() {
    payer.begins("first", inDays(-60));

    payer.renews("third", inDays(0));

    assertThat(payer.life().getInteger("payments")).isEqualTo(2);
    assertThat(payer.status()).isEqualTo("ACTIVE");
  }

  @Test
  void aRenewalOfACanceledAnExpiredOrAPaidInvoiceIsCountedAndExtends() {
    UUID single = issue(Subscriber.monthly(100).put("usage", "SINGLE"));
    UUID expired = issue(Subscriber.monthly(100));
    for (UUID closed : List.of(single, expired, invoice)) {
      new Subscriber(shop, closed, PAYER).begins("first-" + closed, inDays(-30));
    }
    assertThat(shop.status(single)).isEqualTo("PAID");
    database.update("UPDATE invoice SET expires_at = now() WHERE id = ?", expired);
    shop.cancel(invoice).then().statusCode(200);

    for (UUID closed : List.of(single, expired, invoice)) {
      Subscriber subscriber = new Subscriber(shop, closed, PAYER);
      subscriber.renews("second-" + closed, inDays(0));

      assertThat(shop.payment("second-" + closed).getString("status")).isEqualTo("COUNTED");
      assertThat(subscriber.status()).isEqualTo("ACTIVE");
    }
    assertThat(shop.status(single)).isEqualTo("PAID");
    assertThat(shop.status(expired)).isEqualTo("EXPIRED");
    assertThat(shop.status(invoice)).isEqualTo("CANCELED");
    books.assertBalanced(shop);
  }

  @Test
  void aRenewalWithAnUnknownPayloadIsHeldAndBelongsToNoSubscription() {
    database.update("UPDATE invoice SET payload = 'ours' WHERE id = ?", invoice);
    JsonObject renewal = payer.renewal("second", inDays(0));
    renewal
        .getJsonObject("message")
        .getJsonObject("successful_payment")
        .put("invoice_payload", "somebody else's");

    shop.deliver(renewal.encode()).then().statusCode(200);

    assertThat(shop.payment("second").getString("anomaly")).isEqualTo("UNKNOWN_INVOICE");
    assertThat(shop.payment("second").getString("subscriptionId")).isNull();
    assertThat(payer.lives()).isEmpty();
  }

  @Test
  void aPaymentOfAnOrdinaryInvoiceThatClaimsToRecurIsNoSubscription() {
    UUID plain = issue(Shop.stars(100));
    Subscriber subscriber = new Subscriber(shop, plain, PAYER);

    subscriber.begins("first", inDays(0));

    assertThat(shop.payment("first").getString("status")).isEqualTo("COUNTED");
    assertThat(subscriber.lives()).isEmpty();
  }

  @Test
  void aHeldFirstPaymentBeginsASubscriptionAllTheSameForTelegramWillChargeAgain() {
    shop.cancel(invoice).then().statusCode(200);

    payer.begins("first");

    assertThat(shop.payment("first").getString("anomaly")).isEqualTo("PAID_LATE");
    assertThat(payer.status()).isEqualTo("ACTIVE");
  }

  // ---- Refunds --------------------------------------------------------------------------------

  @Test
  void aRefundEndsNoSubscriptionSinceTelegramGoesOnCharging() {
    payer.begins("first", inDays(-30));
    payer.renews("second", inDays(0));
    Instant end = payer.expiresAt();

    shop.refund(PAYER, shop.payload(invoice), "XTR", 100, "second").then().statusCode(200);
    shop.refund(PAYER, shop.payload(invoice), "XTR", 100, "second").then().statusCode(200);

    assertThat(payer.life().getInteger("refunded")).isOne();
    shop.refund(PAYER, shop.payload(invoice), "XTR", 100, "first").then().statusCode(200);
    assertThat(payer.life().getInteger("refunded")).isEqualTo(2);
    assertThat(payer.status()).isEqualTo("ACTIVE");
    assertThat(payer.expiresAt()).isEqualTo(end);
    books.assertBalanced(shop);
  }

  @Test
  void aRefundThatArrivesBeforeItsRenewalIsCountedWithIt() {
    payer.begins("first", inDays(-30));
    shop.refund(PAYER, shop.payload(invoice), "XTR", 100, "second").then().statusCode(200);

    payer.renews("second", inDays(0));

    assertThat(shop.payment("second").getString("status")).isEqualTo("REFUNDED");
    assertThat(payer.life().getInteger("payments")).isEqualTo(2);
    assertThat(payer.life().getInteger("refunded")).isOne();
  }

  // ---- Several lives --------------------------------------------------------------------------

  @Test
  void aSubscriptionAfterTheFirstHasExpiredIsALifeOfItsOwn() {
    payer.begins("first", inDays(-80));
    assertThat(payer.status()).isEqualTo("EXPIRED");
    assertThat(payer.checksOut().getBoolean("ok")).isTrue();

    payer.begins("again", inDays(-1));

    List<JsonObject> lives = payer.lives();
    assertThat(lives).hasSize(2);
    assertThat(lives.get(0).getString("telegramChargeId")).isEqualTo("again");
    assertThat(lives.get(0).getString("status")).isEqualTo("ACTIVE");
    assertThat(lives.get(1).getString("status")).isEqualTo("EXPIRED");
    assertThat(shop.payment("again").getString("anomaly")).isNotEqualTo("ALREADY_SUBSCRIBED");
  }

  /** Its first payment was never heard of; it is not the one that ended half a year before. */
  @Test
  void aRenewalLongAfterTheEndIsOfALifeOfItsOwn() {
    payer.begins("first", inDays(-200));

    payer.renews("unheard", inDays(0));

    List<JsonObject> lives = payer.lives();
    assertThat(lives).extracting(life -> life.getInteger("payments")).containsExactly(1, 1);
    assertThat(lives.get(1).getString("status")).isEqualTo("EXPIRED");
    assertThat(lives.get(1).getInstant("expiresAt")).isBefore(inDays(-169));
  }

  @Test
  void aLateRenewalOfAnEarlierLifeStaysWithIt() {
    payer.begins("first", inDays(-100));
    payer.begins("again", inDays(-20));

    payer.renews("second", inDays(-70));

    List<JsonObject> lives = payer.lives();
    assertThat(lives).extracting(life -> life.getInteger("payments")).containsExactly(1, 2);
    assertThat(lives.get(1).getInstant("expiresAt")).isBefore(inDays(-39));
  }

  @Test
  void aLateFirstPaymentOfAnEarlierLifeIsNoSecondSubscription() {
    payer.begins("again", inDays(-20));

    payer.begins("first", inDays(-100));

    assertThat(shop.payment("first").getString("anomaly")).isEqualTo("NOT_RESERVED");
    assertThat(payer.lives()).hasSize(2);
  }

  @Test
  void onePayersTwoSubscriptionsOfOnePayloadWouldBeAmbiguous() {
    payer.begins("first", inDays(-29));

    JsonObject answer = payer.checksOut();

    assertThat(answer.getBoolean("ok")).isFalse();
    assertThat(answer.getString("error_message")).contains("subscribed already");
    assertThat(new Subscriber(shop, invoice, OTHER).checksOut().getBoolean("ok")).isTrue();
    assertThat(shop.timeline(invoice)).contains("invoice.checkout_declined");
  }

  @Test
  void aCanceledSubscriptionThatStillRunsIsInTheWayToo() {
    payer.begins("first", inDays(-1));
    payer.becomes("canceled").then().statusCode(200);

    assertThat(payer.checksOut().getBoolean("ok")).isFalse();
  }

  @Test
  void aSecondSubscriptionThatComesAllTheSameIsHeldAndShown() {
    payer.begins("first", inDays(-1));

    payer.begins("second", inDays(0));

    assertThat(shop.payment("second").getString("status")).isEqualTo("HELD");
    assertThat(shop.payment("second").getString("anomaly")).isEqualTo("ALREADY_SUBSCRIBED");
    assertThat(payer.lives()).hasSize(2);
    assertThat(books.lines(shop, "second")).containsExactly("HELD 100");
    payer.becomes("canceled").then().statusCode(200);
    assertThat(
            database.number(
                "SELECT count(*) FROM invoice_event WHERE invoice_id = ?"
                    + " AND type = 'subscription.canceled' AND data LIKE '%\"ambiguous\":true%'",
                invoice))
        .isOne();
  }

  @Test
  void whoeverPressesPayWhileTheFirstPaymentIsBeingRecordedIsDeclined() {
    CompletableFuture<HttpResponse<String>> paid;
    CompletableFuture<HttpResponse<String>> asked;
    JsonObject query =
        Shop.preCheckoutUpdate(Shop.nextUpdateId(), PAYER, shop.payload(invoice), "XTR", 100);
    JsonObject payment = payer.first("first", inDays(0));
    try (Database.HeldLock held = database.lock(invoice)) {
      paid = Crowd.deliver(shop, payment);
      database.awaitBlocked(1);
      asked = Crowd.deliver(shop, query);
      database.awaitBlocked(2);
    }

    assertThat(paid.join().statusCode()).isEqualTo(200);
    assertThat(asked.join().body()).contains("\"ok\":false", "subscribed already");
  }

  private UUID issue(JsonObject order) {
    UUID issued = shop.issue(order);
    database.update(
        "UPDATE invoice SET created_at = created_at - interval '1 year' WHERE id = ?", issued);
    return issued;
  }
}
