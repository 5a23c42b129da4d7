package io.github.tillgram.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.tillgram.testsupport.Books;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.github.tillgram.testsupport.Subscriber;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of money that a replica of the version before books during an update. */
@QuarkusTest
class OldReplicaTest {

  private static final long PAYER = SandboxChat.PAYER;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Inject Shops shops;
  @Inject Books books;
  @Inject Database database;

  private final Instant today = Subscriber.inDays(0);
  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = shops.open();
  }

  @AfterEach
  void ledgerLinesSumToWhatWasReceived() {
    books.assertBalanced(shop);
  }

  // ---- Refunds --------------------------------------------------------------------------------

  @Test
  void aRefundAskedForHereAndBookedThereIsUncountedOnce() {
    UUID invoice = paid(Shop.stars(100), "single");
    askedForARefund("single", "COUNTED");

    bookRefundThere("single");
    heardAgainHere(invoice, "single");

    assertThat(shop.status(invoice)).isEqualTo("REFUNDED");
    assertThat(counted(invoice)).isZero();
    assertThat(shop.payment("single").getString("status")).isEqualTo("REFUNDED");
    assertThat(refundingFrom("single")).isNull();
  }

  @Test
  void aReusableInvoiceIsFreeAgainAndKeepsItsOtherPayments() {
    UUID invoice = paid(Shop.stars(100).put("usage", "REUSABLE").put("maxPayments", 3), "one");
    shop.approve(8, invoice, "XTR", 100);
    shop.pay(8, invoice, "XTR", 100, "two");
    askedForARefund("one", "COUNTED");

    bookRefundThere("one");
    heardAgainHere(invoice, "one");

    assertThat(shop.status(invoice)).isEqualTo("OPEN");
    assertThat(counted(invoice)).isOne();
  }

  @Test
  void whatWasHeldOrBookedHereIsNotUncountedAgain() {
    UUID invoice = paid(Shop.stars(100).put("usage", "REUSABLE"), "counted");
    shop.pay(PAYER, shop.payload(invoice), "XTR", 90, "held", payment -> payment);
    askedForARefund("held", "HELD");
    bookRefundThere("held");
    assertThat(counted(invoice)).isOne();

    askedForARefund("counted", "COUNTED");
    shop.refund(PAYER, shop.payload(invoice), "XTR", 100, "counted").then().statusCode(200);

    assertThat(counted(invoice)).isZero();
  }

  @Test
  void aRenewalThatIsGivenBackThereNeverCountedForTheInvoice() {
    UUID invoice = subscriptions();
    Subscriber payer = new Subscriber(shop, invoice, PAYER);
    payer.begins("first", day(-30));
    payer.renews("second", day(0));
    askedForARefund("second", "COUNTED");

    bookRefundThere("second");

    assertThat(counted(invoice)).isOne();
    assertThat(payer.life().getInteger("refunded")).isOne();
  }

  // ---- Subscriptions --------------------------------------------------------------------------

  @Test
  void aSubscriptionThatBeginsThereIsKnownHereSoon() {
    UUID invoice = subscriptions();
    Subscriber payer = new Subscriber(shop, invoice, PAYER);

    bookPaymentThere(invoice, "first", false, day(-1));

    JsonObject life = awaitLife(payer, 1);
    assertThat(life.getString("status")).isEqualTo("ACTIVE");
    assertThat(life.getString("telegramChargeId")).isEqualTo("first");
    assertThat(life.getInstant("expiresAt")).isEqualTo(day(29));
    assertThat(shop.payment("first").getString("subscriptionId")).isEqualTo(life.getString("id"));
    assertThat(shop.timeline(invoice)).containsOnlyOnce("subscription.started");
  }

  @Test
  void aRenewalHereOfWhatBeganThereIsNotAnotherSubscription() {
    UUID invoice = subscriptions();
    Subscriber payer = new Subscriber(shop, invoice, PAYER);
    UUID first = bookPaymentThere(invoice, "first", false, day(-30));
    outboxAwaits(first);

    payer.renews("second", day(0));
    outboxGoesOn(first);

    JsonObject life = awaitLife(payer, 2);
    assertThat(life.getString("telegramChargeId")).isEqualTo("first");
    assertThat(life.getInstant("expiresAt")).isEqualTo(day(30));
  }

  @Test
  void aRenewalThereProlongsWhatBeganHere() {
    UUID invoice = subscriptions();
    Subscriber payer = new Subscriber(shop, invoice, PAYER);
    payer.begins("first", day(-30));

    bookPaymentThere(invoice, "second", true, day(0));

    JsonObject life = awaitLife(payer, 2);
    assertThat(life.getInstant("expiresAt")).isEqualTo(day(30));
    assertThat(life.getString("status")).isEqualTo("ACTIVE");
  }

  @Test
  void aChangeHeardHereOfWhatBeganThereIsNotLost() {
    UUID invoice = subscriptions();
    Subscriber payer = new Subscriber(shop, invoice, PAYER);
    UUID first = bookPaymentThere(invoice, "first", false, day(-1));
    outboxAwaits(first);

    payer.becomes("canceled").then().statusCode(200);
    outboxGoesOn(first);

    assertThat(awaitLife(payer, 1).getString("status")).isEqualTo("CANCELED_BY_PAYER");
    assertThat(shop.timeline(invoice)).containsOnlyOnce("subscription.canceled");
  }

  @Test
  void whatWasGivenBackThereMeanwhileCountsAsGivenBack() {
    UUID invoice = subscriptions();
    Subscriber payer = new Subscriber(shop, invoice, PAYER);
    UUID first = bookPaymentThere(invoice, "first", false, day(-1));
    outboxAwaits(first);
    database.update(
        "UPDATE invoice SET counted_payments = counted_payments - 1 WHERE id = ?", invoice);
    bookRefundThere("first");

    outboxGoesOn(first);

    assertThat(awaitLife(payer, 1).getInteger("refunded")).isOne();
  }

  @Test
  void whatIsBookedHereNeedsNobodyToFollow() {
    UUID invoice = subscriptions();
    Subscriber payer = new Subscriber(shop, invoice, PAYER);

    payer.begins("first", day(-30));
    payer.renews("second", day(0));

    assertThat(
            database.number(
                "SELECT count(*) FROM outbox WHERE bot_id = ? AND kind = 'subscription.adopt'",
                shop.botId()))
        .isZero();
  }

  // ---- As the version before writes it --------------------------------------------------------

  private void bookRefundThere(String charge) {
    database.update(
        """
        WITH booked AS (
          UPDATE payment SET status = 'REFUNDED' WHERE bot_id = ? AND telegram_charge_id = ?
          RETURNING id, bot_id, telegram_charge_id, payload, currency, amount
        ), given_back AS (
          INSERT INTO refund (id, bot_id, telegram_charge_id, payload, currency, amount, payment_id)
          SELECT gen_random_uuid(), bot_id, telegram_charge_id, payload, currency, amount, id FROM booked
        )
        INSERT INTO ledger_line (payment_id, kind, currency, amount)
        SELECT id, 'REFUND', currency, -amount FROM booked
        """,
        shop.botId(),
        charge);
  }

  private UUID bookPaymentThere(UUID invoice, String charge, boolean renewal, Instant paidAt) {
    return (UUID)
        database.value(
            """
            WITH found AS (
              UPDATE invoice SET counted_payments = counted_payments + CASE WHEN ? THEN 0 ELSE 1 END,
                                 version = version + 1
              WHERE id = ? RETURNING *
            ), booked AS (
              INSERT INTO payment (id, merchant_id, bot_id, invoice_id, payload, rail, status, currency,
                                   amount, goods, shipping, tip, telegram_charge_id, payer_id, renewal,
                                   subscription_expires_at, paid_at)
              SELECT gen_random_uuid(), merchant_id, bot_id, id, payload, 'STARS', 'COUNTED', 'XTR',
                     100, 100, 0, 0, ?, ?, ?, ?::timestamptz, ?::timestamptz
              FROM found RETURNING id
            ), line AS (
              INSERT INTO ledger_line (payment_id, kind, currency, amount)
              SELECT id, 'GOODS', 'XTR', 100 FROM booked
            )
            SELECT id FROM booked
            """,
            renewal,
            invoice,
            charge,
            PAYER,
            renewal,
            paidAt.plusSeconds(Subscriber.MONTH).toString(),
            paidAt.toString());
  }

  // ---- What is looked at ----------------------------------------------------------------------

  private UUID paid(JsonObject order, String charge) {
    UUID invoice = shop.issue(order);
    shop.approve(PAYER, invoice, "XTR", 100);
    shop.pay(PAYER, invoice, "XTR", 100, charge).then().statusCode(200);
    return invoice;
  }

  private UUID subscriptions() {
    UUID invoice = shop.issue(Subscriber.monthly(100));
    database.update(
        "UPDATE invoice SET created_at = created_at - interval '1 year' WHERE id = ?", invoice);
    return invoice;
  }

  /** As the request leaves it; Telegram is not asked. */
  private void askedForARefund(String charge, String from) {
    database.update(
        "UPDATE payment SET status = 'REFUNDING', refunding_from = ?, refund_reason = 'Broken'"
            + " WHERE bot_id = ? AND telegram_charge_id = ?",
        from,
        shop.botId(),
        charge);
  }

  private void heardAgainHere(UUID invoice, String charge) {
    shop.refund(PAYER, shop.payload(invoice), "XTR", 100, charge).then().statusCode(200);
  }

  /** Keeps the outbox from a payment until this test lets it. */
  private void outboxAwaits(UUID payment) {
    database.update(
        "UPDATE outbox SET due_at = now() + interval '1 hour', lease_owner = NULL, lease_until = NULL"
            + " WHERE kind = 'subscription.adopt' AND body LIKE '%' || ? || '%'",
        payment.toString());
  }

  private void outboxGoesOn(UUID payment) {
    database.update(
        "UPDATE outbox SET due_at = now() WHERE kind = 'subscription.adopt'"
            + " AND body LIKE '%' || ? || '%'",
        payment.toString());
  }

  private Instant day(int fromToday) {
    return today.plus(Duration.ofDays(fromToday));
  }

  private JsonObject awaitLife(Subscriber payer, int payments) {
    await()
        .atMost(PATIENCE)
        .until(() -> payer.lives().size() == 1 && payer.life().getInteger("payments") == payments);
    return payer.life();
  }

  private long counted(UUID invoice) {
    return database.number("SELECT counted_payments FROM invoice WHERE id = ?", invoice);
  }

  private String refundingFrom(String charge) {
    return database.text(
        "SELECT refunding_from FROM payment WHERE bot_id = ? AND telegram_charge_id = ?",
        shop.botId(),
        charge);
  }
}
