package io.github.tillgram.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.github.tillgram.testsupport.PostgresTap;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The payer waits for one round trip to the database, and for nothing else. */
@QuarkusTest
@QuarkusTestResource(value = PostgresTap.class, restrictToAnnotatedClass = true)
class CheckoutRoundTripsTest {

  private static final int WARM_UP = 20;
  private static final int MEASURED = 25;

  @Inject Shops shops;

  @Test
  void aPreCheckoutCostsOneRoundTrip() {
    // Given every connection of the pool that will be used is open and knows the statement
    Shop shop = shops.open();
    for (int i = 0; i < WARM_UP; i++) {
      approve(shop);
    }
    UUID[] invoices = new UUID[MEASURED];
    for (int i = 0; i < MEASURED; i++) {
      invoices[i] = shop.issue(Shop.tea());
    }
    long before = PostgresTap.roundTrips();

    // When
    for (UUID invoice : invoices) {
      shop.preCheckout(7, invoice, "USD", 1250).then().body("ok", equalTo(true));
    }

    // Then
    assertThat(PostgresTap.roundTrips() - before).isEqualTo(MEASURED);
  }

  private static void approve(Shop shop) {
    shop.preCheckout(7, shop.issue(Shop.tea()), "USD", 1250).then().body("ok", equalTo(true));
  }
}
