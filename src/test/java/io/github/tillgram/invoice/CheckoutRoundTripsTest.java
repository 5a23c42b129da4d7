package io.github.tillgram.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.testsupport.Crowd;
import io.github.tillgram.testsupport.PostgresTap;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The payer waits for one round trip to the database, and for nothing else. */
@QuarkusTest
@QuarkusTestResource(value = PostgresTap.class, restrictToAnnotatedClass = true)
class CheckoutRoundTripsTest {

  private static final int WARM_UP = 20;
  private static final int MEASURED = 25;
  private static final int AT_ONCE = 100;

  @Inject Shops shops;
  @Inject Scheduler scheduler;

  /**
   * Whoever asks whether the database is there would take a connection that knows the statement.
   */
  @BeforeEach
  void nothingElseIsAtTheDatabase() {
    scheduler.pause();
  }

  @AfterEach
  void goOn() {
    scheduler.resume();
  }

  @Test
  void aPreCheckoutCostsOneRoundTrip() {
    // Given every connection of the pool that will be used is open and knows the statement; which
    // ones depends on the order of the requests, so the warm-up has the same
    Shop shop = shops.open();
    approve(shop, issue(shop, WARM_UP));
    List<UUID> invoices = issue(shop, MEASURED);
    long before = PostgresTap.roundTripsOfCheckouts();

    // When
    approve(shop, invoices);

    // Then
    assertThat(PostgresTap.roundTripsOfCheckouts() - before).isEqualTo(MEASURED);
  }

  @Test
  void manyAtOnceShareTheirRoundTrips() {
    // Given
    Shop shop = shops.open();
    List<JsonObject> queries =
        issue(shop, AT_ONCE).stream()
            .map(shop::payload)
            .map(payload -> Shop.preCheckoutUpdate(Shop.nextUpdateId(), 7, payload, "USD", 1250))
            .toList();
    long before = PostgresTap.roundTripsOfCheckouts();

    // When
    List<HttpResponse<String>> answers = Crowd.deliver(shop, queries.stream());

    // Then
    assertThat(answers).allSatisfy(answer -> assertThat(answer.body()).contains("\"ok\":true"));
    assertThat(PostgresTap.roundTripsOfCheckouts() - before).isLessThan(AT_ONCE / 2);
  }

  private static List<UUID> issue(Shop shop, int invoices) {
    return Stream.generate(() -> shop.issue(Shop.tea())).limit(invoices).toList();
  }

  private static void approve(Shop shop, List<UUID> invoices) {
    invoices.forEach(invoice -> shop.approve(7, invoice, "USD", 1250));
  }
}
