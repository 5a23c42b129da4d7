package io.github.tillgram.invoice;

import static io.github.tillgram.testsupport.Subscriber.inDays;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.github.tillgram.testsupport.Subscriber;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the gauge of subscriptions counts. */
@QuarkusTest
class SubscriptionGaugesTest {

  @Inject Shops shops;
  @Inject Database database;
  @Inject SubscriptionGauges gauges;
  @Inject MeterRegistry meters;

  @Test
  void whatRunsIsCountedAndWhatRanOutIsNot() throws Throwable {
    Shop shop = shops.open();
    UUID invoice = shop.issue(Subscriber.monthly(100));
    database.update(
        "UPDATE invoice SET created_at = created_at - interval '1 year' WHERE id = ?", invoice);
    new Subscriber(shop, invoice, 7).begins("runs", inDays(-1));
    Subscriber canceled = new Subscriber(shop, invoice, 8);
    canceled.begins("canceled", inDays(-1));
    canceled.becomes("canceled");
    new Subscriber(shop, invoice, 9).begins("ran out", inDays(-40));

    VertxContextSupport.subscribeAndAwait(gauges::refresh);

    assertThat(gauge("ACTIVE")).isEqualTo(running("ACTIVE")).isPositive();
    assertThat(gauge("CANCELED_BY_PAYER")).isEqualTo(running("CANCELED_BY_PAYER")).isPositive();
    assertThat(meters.find("tillgram.subscriptions").tag("status", "EXPIRED").gauge()).isNull();
  }

  private double gauge(String status) {
    return meters.get("tillgram.subscriptions").tag("status", status).gauge().value();
  }

  private double running(String renewal) {
    return database.number(
        "SELECT count(*) FROM subscription WHERE renewal = ? AND expires_at > now()", renewal);
  }
}
