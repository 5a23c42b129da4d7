package io.github.tillgram.payments;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.testsupport.Books;
import io.github.tillgram.testsupport.Crowd;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However many press Pay, no more than maxPayments have paid or are paying. */
@QuarkusTest
class ReusableLimitTest {

  private static final int PLACES = 6;
  private static final int ROUNDS = 6;
  private static final int PAYERS = 20;

  private static final String TAKEN =
      """
      SELECT i.counted_payments + (SELECT count(*) FROM reservation r
                                   WHERE r.invoice_id = i.id AND r.reserved_until > now())
      FROM invoice i WHERE i.id = ?
      """;

  @Inject Shops shops;
  @Inject Books books;
  @Inject Database database;

  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = shops.open();
  }

  @Test
  void placesAreNeverMoreThanTheLimitWhileReservationsLapseAndPayersRaceForThem() {
    UUID invoice = limited(PLACES);
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Long> watch = CompletableFuture.supplyAsync(() -> mostTaken(invoice, over));

    for (int round = 0; round < ROUNDS; round++) {
      List<Long> approved = race(invoice, 1_000L * (round + 1));
      // One of them pays, the others walk away
      approved.stream().limit(1).forEach(payer -> pay(payer, invoice));
      database.update(
          "UPDATE reservation SET reserved_until = now() WHERE invoice_id = ?", invoice);
    }
    over.set(true);

    assertThat(watch.join()).isEqualTo(PLACES);
    assertThat(shop.status(invoice)).isEqualTo("PAID");
    assertThat(race(invoice, 90_000L)).isEmpty();
    assertThat(
            database.number(
                "SELECT count(*) FROM payment WHERE invoice_id = ? AND status = 'COUNTED'"
                    + " AND anomaly IS NULL",
                invoice))
        .isEqualTo(PLACES);
    books.assertBalanced(shop);
  }

  @Test
  void aRefundFreesAPlaceOfAnOpenInvoiceAndNoneOfOneThatIsPaid() {
    UUID invoice = limited(2);
    shop.approve(1, invoice, "USD", 1250);
    pay(1, invoice);
    shop.refund(1, shop.payload(invoice), "USD", 1250, "charge-1").then().statusCode(200);

    shop.approve(2, invoice, "USD", 1250);
    pay(2, invoice);
    shop.approve(3, invoice, "USD", 1250);
    pay(3, invoice);
    assertThat(shop.status(invoice)).isEqualTo("PAID");

    shop.refund(3, shop.payload(invoice), "USD", 1250, "charge-3").then().statusCode(200);
    assertThat(shop.status(invoice)).isEqualTo("PAID");
    assertThat(race(invoice, 90_000L)).isEmpty();
  }

  private UUID limited(int places) {
    return shop.issue(Shop.tea().put("usage", "REUSABLE").put("maxPayments", places));
  }

  private long mostTaken(UUID invoice, AtomicBoolean over) {
    long most = 0;
    while (!over.get()) {
      most = Math.max(most, database.number(TAKEN, invoice));
    }
    return most;
  }

  /** Who of many may pay. */
  private List<Long> race(UUID invoice, long firstPayer) {
    String payload = shop.payload(invoice);
    List<Long> payers = LongStream.range(firstPayer, firstPayer + PAYERS).boxed().toList();
    List<JsonObject> answers =
        Crowd.deliver(
                shop,
                payers.stream()
                    .map(
                        payer ->
                            Shop.preCheckoutUpdate(
                                Shop.nextUpdateId(), payer, payload, "USD", 1250)))
            .stream()
            .map(answer -> new JsonObject(answer.body()))
            .toList();
    return IntStream.range(0, PAYERS)
        .filter(i -> answers.get(i).getBoolean("ok"))
        .mapToObj(payers::get)
        .toList();
  }

  private void pay(long payer, UUID invoice) {
    shop.pay(payer, invoice, "USD", 1250, "charge-" + payer).then().statusCode(200);
  }
}
