package io.github.tillgram.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How long offers of shipping are kept. */
@QuarkusTest
class ShippingOffersTest {

  @Inject Shops shops;
  @Inject Database database;
  @Inject ForgetReservations housekeeping;

  @Test
  void anOfferIsKeptForAsLongAsAPaymentForItMayArrive() {
    Shop shop = shops.open();
    UUID recent = asked(shop, "47 hours");
    UUID old = asked(shop, "49 hours");

    housekeeping.forget().await().indefinitely();

    assertThat(database.column("SELECT invoice_id FROM shipping_offer"))
        .contains(recent)
        .doesNotContain(old);
  }

  private UUID asked(Shop shop, String ago) {
    JsonObject option =
        new JsonObject().put("id", "post").put("title", "Post").put("prices", Shop.prices(300));
    UUID invoice =
        shop.issue(
            Shop.tea()
                .put("shipping", new JsonObject().put("options", new JsonArray(List.of(option)))));
    shop.askShipping(7, invoice, "IN").then().statusCode(200);
    database.update(
        "UPDATE shipping_offer SET asked_at = now() - CAST(? AS interval) WHERE invoice_id = ?",
        ago,
        invoice);
    return invoice;
  }
}
