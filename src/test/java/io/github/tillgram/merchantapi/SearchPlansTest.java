package io.github.tillgram.merchantapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.History;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.github.tillgram.testsupport.WatchedPlans;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * How the database goes about searches in a long history: what is rare is at its old end, and
 * common with another merchant, so that neither a walk from the new end nor a guess from averages
 * finds it soon. What is rare within a long time is looked for through that time at worst.
 */
@QuarkusTest
@QuarkusTestResource(value = WatchedPlans.class, restrictToAnnotatedClass = true)
class SearchPlansTest {

  private static final int HISTORY = 60_000;
  private static final int RARE = 20;

  /** A page has fifty rows; many times that is still nothing beside a history. */
  private static final long MOST_ROWS = 2_000;

  private static final String OLDEST =
      "id IN (SELECT id FROM %s WHERE merchant_id = '%s' ORDER BY id OFFSET %d LIMIT %d)";

  @Inject Shops shops;
  @Inject Database database;
  @Inject Scheduler scheduler;

  private Shop shop;
  private UUID otherBot;

  @Test
  void noSearchWalksThroughAHistory() {
    fill();
    scheduler.pause();
    SoftAssertions all = new SoftAssertions();
    invoiceFilters().forEach((query, found) -> check("invoices", query, found, all));
    paymentFilters().forEach((query, found) -> check("payments", query, found, all));
    scheduler.resume();
    all.assertAll();
  }

  private void check(String list, String query, boolean found, SoftAssertions all) {
    WatchedPlans.forget();
    Response answer = shop.api().urlEncodingEnabled(false).get("/api/v1/" + list + "?" + query);
    assertThat(answer.statusCode()).as("%s: %s", query, answer.asString()).isEqualTo(200);
    assertThat(answer.<List<?>>path("items").isEmpty())
        .as("%s?%s finds nothing", list, query)
        .isEqualTo(!found);
    List<JsonObject> plans =
        WatchedPlans.of(list.equals("invoices") ? "from invoice" : "from payment");
    assertThat(plans).isNotEmpty();
    for (JsonObject plan : plans) {
      all.assertThat(WatchedPlans.rowsLookedAt(plan))
          .as("%s?%s looks at rows%n%s", list, query, plan.encodePrettily())
          .isLessThan(MOST_ROWS);
      all.assertThat(WatchedPlans.rowsWithoutIndex(plan))
          .as("%s?%s without an index", list, query)
          .isLessThan(MOST_ROWS);
    }
  }

  private Map<String, Boolean> invoiceFilters() {
    Map<String, Boolean> filters = new LinkedHashMap<>();
    for (String filter :
        List.of(
            "limit=50",
            "status=PAID",
            "status=OPEN",
            "status=CANCELED",
            "status=EXPIRED",
            "status=REFUNDED",
            "reference=rare",
            "botId=" + otherBot,
            "rail=STARS",
            "currency=XTR",
            "currency=XTR&rail=STARS",
            "usage=REUSABLE",
            "anomaly=PAID_TWICE",
            "payerId=77",
            "payerId=88",
            "telegramChargeId=rare",
            "providerChargeId=rare",
            "createdTo=" + time(RARE),
            "createdTo=" + time(RARE) + "&status=PAID",
            "createdFrom=" + time(RARE) + "&createdTo=" + time(3 * RARE),
            "rail=STARS&status=PAID",
            "currency=XTR&createdTo=" + time(3 * RARE),
            "payerId=77&status=PAID&rail=TELEGRAM")) {
      filters.put(filter, true);
    }
    filters.put("status=CHECKOUT", false);
    filters.put("currency=EUR", false);
    filters.put("rail=APAY", false);
    filters.put("apayOrderId=none", false);
    return filters;
  }

  private Map<String, Boolean> paymentFilters() {
    Map<String, Boolean> filters = new LinkedHashMap<>();
    for (String filter :
        List.of(
            "limit=50",
            "status=COUNTED",
            "status=HELD",
            "status=REFUNDED",
            "rail=STARS",
            "currency=XTR",
            "botId=" + otherBot,
            "reference=rare",
            "telegramChargeId=rare",
            "providerChargeId=rare",
            "payerId=88",
            "anomaly=PAID_TWICE",
            "anomaly=PAID_TWICE&status=HELD",
            "paidTo=" + time(RARE),
            "paidFrom=" + time(RARE) + "&paidTo=" + time(3 * RARE),
            "paidTo=" + time(RARE) + "&rail=STARS",
            "currency=XTR&paidTo=" + time(3 * RARE),
            "payerId=88&status=COUNTED&rail=TELEGRAM")) {
      filters.put(filter, true);
    }
    filters.put("status=REFUNDING", false);
    filters.put("currency=EUR&status=HELD", false);
    filters.put("apayOrderId=none", false);
    filters.put("invoiceId=" + UUID.randomUUID(), false);
    return filters;
  }

  /** When the so-manieth invoice was made. */
  private String time(int number) {
    return database.text(
        "SELECT to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
            + " FROM invoice WHERE merchant_id = ? ORDER BY id OFFSET ? LIMIT 1",
        shop.merchantId(),
        number - 1);
  }

  private void fill() {
    shop = shops.open();
    otherBot = shops.connectAnotherBot(shop);
    Shop neighbour = shops.open();
    for (Shop one : List.of(shop, neighbour)) {
      History.of(one.merchantId(), one.botId(), HISTORY).forEach(database::update);
    }
    makeRare("merchant_id = '" + neighbour.merchantId() + "'", "merchant_id = merchant_id");
    makeRare(oldest("%s", 0), "bot_id = '" + otherBot + "'");
    database.update(
        "UPDATE invoice SET reference = 'rare', payer_id = 77 WHERE " + single("invoice"));
    database.update(
        "UPDATE payment SET telegram_charge_id = 'rare', provider_charge_id = 'rare', payer_id = 88"
            + " WHERE "
            + single("payment"));
    end("OPEN", 1);
    end("CANCELED", 2);
    end("EXPIRED", 3);
    end("REFUNDED", 4);
    database.update(
        "UPDATE payment SET status = 'REFUNDED' WHERE invoice_id IN (SELECT id FROM invoice WHERE "
            + oldest("invoice", 4)
            + ")");
    database.update("VACUUM ANALYZE");
  }

  private void makeRare(String where, String assignment) {
    String odd =
        "UPDATE %s SET rail = 'STARS', currency = 'XTR', anomaly = 'PAID_TWICE', %s, %s WHERE ";
    database.update(
        (odd + where).formatted("invoice", "usage = 'REUSABLE'", assignment, "invoice"));
    database.update((odd + where).formatted("payment", "status = 'HELD'", assignment, "payment"));
  }

  private void end(String status, int part) {
    database.update(
        "UPDATE invoice SET status = '%s', counted_payments = 0, paid_at = %s WHERE %s"
            .formatted(
                status, status.equals("REFUNDED") ? "paid_at" : "NULL", oldest("invoice", part)));
  }

  private String oldest(String table, int part) {
    return OLDEST.formatted(table, shop.merchantId(), part * RARE, RARE);
  }

  private String single(String table) {
    return OLDEST.formatted(table, shop.merchantId(), 5 * RARE, 1);
  }
}
