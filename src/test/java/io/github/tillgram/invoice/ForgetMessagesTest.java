package io.github.tillgram.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long it is remembered where an invoice stands. */
@QuarkusTest
class ForgetMessagesTest {

  @Inject Shops shops;
  @Inject Database database;
  @Inject ForgetMessages housekeeping;

  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = shops.open();
  }

  @Test
  void whatWasPaidIsForgottenAfterNinetyDays() throws Throwable {
    UUID old = standing("PAID", 91);
    UUID young = standing("PAID", 89);
    UUID refunded = standing("REFUNDED", 91);

    VertxContextSupport.subscribeAndAwait(housekeeping::forget);

    assertThat(remembered(old)).isZero();
    assertThat(remembered(refunded)).isZero();
    assertThat(remembered(young)).isOne();
  }

  @Test
  void whatCanBePaidIsNotForgotten() throws Throwable {
    UUID open = standing("OPEN", 400);

    VertxContextSupport.subscribeAndAwait(housekeeping::forget);

    assertThat(remembered(open)).isOne();
  }

  @Test
  void whatIsStillTakenAwayIsNotForgotten() throws Throwable {
    UUID justNow = standing("CANCELED", 91);
    note(justNow, "invoice.canceled", 1);
    UUID longAgo = standing("EXPIRED", 91);
    note(longAgo, "invoice.expired", 8);

    VertxContextSupport.subscribeAndAwait(housekeeping::forget);

    assertThat(remembered(justNow)).isOne();
    assertThat(remembered(longAgo)).isZero();
  }

  private UUID standing(String status, int days) {
    UUID invoice = shop.issue(Shop.tea());
    database.update("UPDATE invoice SET status = ? WHERE id = ?", status, invoice);
    database.update(
        "INSERT INTO invoice_message (invoice_id, chat_id, message_id, sent_at)"
            + " VALUES (?, 1, 1, now() - ? * interval '1 day')",
        invoice,
        days);
    return invoice;
  }

  private void note(UUID invoice, String type, int days) {
    database.update(
        "INSERT INTO invoice_event (merchant_id, invoice_id, type, data, created_at)"
            + " VALUES (?, ?, ?, '{}', now() - ? * interval '1 day')",
        shop.merchantId(),
        invoice,
        type,
        days);
  }

  private long remembered(UUID invoice) {
    return database.number("SELECT count(*) FROM invoice_message WHERE invoice_id = ?", invoice);
  }
}
