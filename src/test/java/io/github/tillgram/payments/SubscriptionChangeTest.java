package io.github.tillgram.payments;

import static io.github.tillgram.testsupport.Subscriber.inDays;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.emptyString;

import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.LogLines;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.github.tillgram.testsupport.Subscriber;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Telegram says of subscriptions between their payments: user and payload, and no charge. */
@QuarkusTest
class SubscriptionChangeTest {

  private static final long PAYER = SandboxChat.PAYER;

  @Inject Shops shops;
  @Inject Database database;

  private Shop shop;
  private UUID invoice;
  private Subscriber payer;

  @BeforeEach
  void openShop() {
    shop = shops.open();
    invoice = shop.issue(Subscriber.monthly(100));
    database.update(
        "UPDATE invoice SET created_at = created_at - interval '1 year' WHERE id = ?", invoice);
    payer = new Subscriber(shop, invoice, PAYER);
  }

  @Test
  void cancelingKeepsAccessUntilTheEndOfThePeriod() {
    payer.begins("first", inDays(-29));
    Instant end = payer.expiresAt();

    payer.becomes("canceled").then().statusCode(200).body(emptyString());

    assertThat(payer.status()).isEqualTo("CANCELED_BY_PAYER");
    assertThat(payer.expiresAt()).isEqualTo(end).isAfter(Instant.now());
    assertThat(payer.life().getString("changedAt")).isNotNull();
    assertThat(shop.timeline(invoice)).containsOnlyOnce("subscription.canceled");
    database.update("UPDATE subscription SET expires_at = now() WHERE invoice_id = ?", invoice);
    assertThat(payer.status()).isEqualTo("EXPIRED");
    assertThat(payer.life().getString("renewal")).isEqualTo("CANCELED_BY_PAYER");
  }

  @Test
  void aPayerMayTurnRenewalOnAgain() {
    payer.begins("first", inDays(-1));
    payer.becomes("canceled");

    payer.becomes("active").then().statusCode(200);

    assertThat(payer.status()).isEqualTo("ACTIVE");
    assertThat(shop.timeline(invoice)).containsOnlyOnce("subscription.active");
  }

  @Test
  void aPayerWhoseChargeFailedIsToldOnce() {
    payer.begins("first", inDays(-29));
    long update = Shop.nextUpdateId();

    payer.becomes("failed", update).then().statusCode(200);
    payer.becomes("failed", update).then().statusCode(200);
    payer.becomes("failed").then().statusCode(200);

    assertThat(payer.status()).isEqualTo("FAILED");
    assertThat(shop.timeline(invoice)).containsOnlyOnce("subscription.failed");
    await().until(() -> told() > 0);
    assertThat(told()).isOne();
  }

  @Test
  void aRenewalAfterAFailureShowsThatTheSubscriptionGoesOn() {
    payer.begins("first", inDays(-30));
    payer.becomes("failed");
    database.update(
        "UPDATE subscription SET changed_at = changed_at - interval '1 hour' WHERE invoice_id = ?",
        invoice);

    payer.renews("second", inDays(0));

    assertThat(payer.status()).isEqualTo("ACTIVE");
  }

  @Test
  void aRenewalThatWasMadeBeforeAFailureDoesNotHideIt() {
    payer.begins("first", inDays(-59));
    payer.becomes("failed");

    payer.renews("second", inDays(-29));

    assertThat(payer.status()).isEqualTo("FAILED");
  }

  @Test
  void aStateNobodyKnowsHarmsNothing() {
    payer.begins("first", inDays(-1));

    try (LogLines log = LogLines.record()) {
      payer.becomes("paused").then().statusCode(200).body(emptyString());
      assertThat(log.text()).contains("a state that this version does not know");
      assertThat(log.withStackTrace()).isEmpty();
    }

    assertThat(payer.status()).isEqualTo("ACTIVE");
    assertThat(shop.timeline(invoice))
        .filteredOn(type -> type.startsWith("subscription."))
        .containsExactly("subscription.started");
  }

  @Test
  void aChangeThatOvertakesTheFirstPaymentIsNotLost() {
    payer.becomes("active").then().statusCode(200);
    payer.becomes("canceled").then().statusCode(200);
    assertThat(payer.lives()).isEmpty();

    payer.begins("first", Instant.now().minusSeconds(60));

    assertThat(payer.status()).isEqualTo("CANCELED_BY_PAYER");
    assertThat(shop.timeline(invoice))
        .containsSubsequence("subscription.started", "subscription.canceled");
    assertThat(notices()).isZero();
  }

  @Test
  void theOlderOfTwoChangesThatOvertakeTheFirstPaymentDoesNotCount() {
    long older = Shop.nextUpdateId();
    payer.becomes("canceled", Shop.nextUpdateId());
    payer.becomes("active", older);

    payer.begins("first", Instant.now().minusSeconds(60));

    assertThat(payer.status()).isEqualTo("CANCELED_BY_PAYER");
  }

  @Test
  void aChangeThatOvertakesTheFirstPaymentOfALaterLifeIsNotLost() {
    payer.begins("first", inDays(-80));
    payer.becomes("canceled");

    payer.begins("again", Instant.now().minusSeconds(60));

    assertThat(payer.lives().get(0).getString("renewal")).isEqualTo("CANCELED_BY_PAYER");
  }

  @Test
  void whatWasSaidOfAnEarlierLifeDoesNotConcernTheNext() {
    payer.begins("first", inDays(-80));
    payer.becomes("canceled");
    database.update(
        "UPDATE subscription_notice SET received_at = now() - interval '49 days'"
            + " WHERE invoice_id = ?",
        invoice);

    payer.begins("again", inDays(0));

    assertThat(payer.lives().get(0).getString("renewal")).isEqualTo("ACTIVE");
    assertThat(payer.lives().get(1).getString("renewal")).isEqualTo("CANCELED_BY_PAYER");
    assertThat(notices()).isZero();
  }

  @Test
  void aLateChangeIsToldOfOneLifeOnly() {
    payer.begins("first", inDays(-80));
    payer.becomes("canceled");

    payer.begins("again", Instant.now().minusSeconds(60));

    assertThat(payer.lives().get(0).getString("renewal")).isEqualTo("CANCELED_BY_PAYER");
    assertThat(shop.timeline(invoice)).containsOnlyOnce("subscription.canceled");
    assertThat(
            database.text(
                "SELECT (data::jsonb || coalesce(personal::jsonb, '{}'))::text FROM invoice_event WHERE invoice_id = ? AND type = 'subscription.started'"
                    + " ORDER BY id DESC LIMIT 1",
                invoice))
        .as("how the next one begins says it")
        .contains("CANCELED_BY_PAYER");
  }

  @Test
  void aChargeThatFailedAfterTheEndDoesNotConcernTheNextLife() {
    payer.begins("first", inDays(-80));
    payer.becomes("failed");

    payer.begins("again", Instant.now().minusSeconds(60));

    assertThat(payer.lives().get(0).getString("renewal")).isEqualTo("ACTIVE");
    assertThat(payer.lives().get(1).getString("renewal")).isEqualTo("FAILED");
    assertThat(shop.timeline(invoice)).containsOnlyOnce("subscription.failed");
  }

  @Test
  void anOlderChangeThatArrivesLaterChangesNothing() {
    payer.begins("first", inDays(-1));
    long older = Shop.nextUpdateId();
    payer.becomes("canceled", Shop.nextUpdateId());

    payer.becomes("active", older).then().statusCode(200);

    assertThat(payer.status()).isEqualTo("CANCELED_BY_PAYER");
  }

  @Test
  void updateIdsMayStartAnywhereAfterAWeekOfSilence() {
    payer.begins("first", inDays(-10));
    payer.becomes("canceled", 2_000_000_000L);
    database.update(
        "UPDATE subscription SET last_update_at = last_update_at - interval '8 days'"
            + " WHERE invoice_id = ?",
        invoice);

    payer.becomes("active").then().statusCode(200);

    assertThat(payer.status()).isEqualTo("ACTIVE");
  }

  @Test
  void aChangeUnderAPayloadNobodyKnowsIsDropped() {
    payer.begins("first", inDays(-1));

    shop.deliver(payer.change("canceled", Shop.nextUpdateId(), "somebody else's").encode())
        .then()
        .statusCode(200);

    assertThat(payer.status()).isEqualTo("ACTIVE");
  }

  @Test
  void anotherMerchantsBotThatSendsOurPayloadTouchesNothing() {
    payer.begins("first", inDays(-1));
    Shop stranger = shops.open();

    stranger
        .deliver(payer.change("canceled", Shop.nextUpdateId(), shop.payload(invoice)).encode())
        .then()
        .statusCode(200);

    assertThat(payer.status()).isEqualTo("ACTIVE");
    assertThat(notices()).isZero();
  }

  @Test
  void aChangeOfOnePayerIsNotAnothers() {
    payer.begins("first", inDays(-1));
    Subscriber other = new Subscriber(shop, invoice, 8);
    other.begins("theirs", inDays(-1));

    other.becomes("canceled");

    assertThat(payer.status()).isEqualTo("ACTIVE");
    assertThat(other.status()).isEqualTo("CANCELED_BY_PAYER");
  }

  private long notices() {
    return database.number(
        "SELECT count(*) FROM subscription_notice WHERE invoice_id = ?", invoice);
  }

  private long told() {
    return new SandboxChat(shop, PAYER)
        .texts().stream().filter(text -> text.contains("could not charge the renewal")).count();
  }
}
