package io.github.tillgram.merchantapi;

import static io.github.tillgram.testsupport.Problems.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class InvoiceListTest {

  private static final long PAYER = 5000001;

  @Inject Shops shops;
  @Inject Database database;

  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = shops.open();
  }

  @Test
  void theStatusIsThatOfThisMomentWhetherSomebodyTidiedUpOrNot() {
    UUID open = shop.issue(Shop.tea());
    UUID reserved = shop.issue(Shop.tea());
    UUID lapsed = shop.issue(Shop.tea());
    UUID passed =
        shop.issue(Shop.tea().put("expiresAt", Instant.now().plusSeconds(600).toString()));
    UUID paid = shop.issue(Shop.tea());
    UUID canceled = shop.issue(Shop.tea());
    shop.preCheckout(PAYER, reserved, "USD", 1250);
    shop.preCheckout(PAYER, lapsed, "USD", 1250);
    shop.pay(PAYER, paid, "USD", 1250, "charge-1");
    shop.api().post("/api/v1/invoices/" + canceled + "/cancel");
    database.update("UPDATE invoice SET reserved_until = now() WHERE id = ?", lapsed);
    database.update("UPDATE invoice SET expires_at = now() WHERE id = ?", passed);

    assertThat(found("status", "OPEN")).containsExactly(lapsed, open);
    assertThat(found("status", "CHECKOUT")).containsExactly(reserved);
    assertThat(found("status", "EXPIRED")).containsExactly(passed);
    assertThat(found("status", "PAID")).containsExactly(paid);
    assertThat(found("status", "CANCELED")).containsExactly(canceled);
    assertThat(found("status", "REFUNDED")).isEmpty();
    assertThat(shop.status(lapsed)).isEqualTo("OPEN");
    assertThat(shop.status(passed)).isEqualTo("EXPIRED");
    list(Map.of("status", "PAID"))
        .then()
        .body("items[0].payments.telegramChargeId", contains("charge-1"));
  }

  @Test
  void anInvoiceIsFoundByItsReference() {
    UUID invoice = shop.issue(Shop.tea().put("reference", "order 1/ä"));
    shop.issue(Shop.tea().put("reference", "order 1"));

    assertThat(found("reference", "order 1/ä")).containsExactly(invoice);
    assertThat(found("reference", "' OR 1=1 --")).isEmpty();
    assertThat(assertInvalid(list(Map.of("reference", "order 1\0")), "reference")).contains("NUL");
  }

  @Test
  void invoicesAreFoundByBotAndTime() {
    UUID other = shops.connectAnotherBot(shop);
    UUID first = shop.issue(Shop.tea().put("botId", shop.botId().toString()));
    UUID second = shop.issue(Shop.stars(5).put("botId", other.toString()));
    String between = shop.read(second).path("createdAt");

    assertThat(found("botId", shop.botId().toString())).containsExactly(first);
    assertThat(found("botId", other.toString())).containsExactly(second);
    assertThat(found("botId", UUID.randomUUID().toString())).isEmpty();
    assertThat(found("createdFrom", between)).containsExactly(second);
    assertThat(found("createdTo", between)).containsExactly(first);
    assertThat(ids(list(Map.of("createdFrom", between, "createdTo", between)))).isEmpty();
    assertThat(
            ids(list(Map.of("botId", other.toString(), "status", "OPEN", "createdFrom", between))))
        .containsExactly(second);
  }

  @Test
  void anEmptyFilterIsNone() {
    UUID invoice = shop.issue(Shop.tea());

    assertThat(
            ids(
                list(
                    Map.of(
                        "status",
                        "",
                        "reference",
                        "",
                        "botId",
                        "",
                        "createdFrom",
                        "",
                        "cursor",
                        "",
                        "limit",
                        ""))))
        .containsExactly(invoice);
  }

  @Test
  void aWalkSeesEveryInvoiceOnceNewestFirstWhileNewOnesAppear() {
    List<UUID> issued = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      issued.add(shop.issue(Shop.tea()));
    }
    Collections.reverse(issued);

    List<UUID> walked = new ArrayList<>();
    String cursor = "";
    do {
      Response page = list(Map.of("limit", "3", "cursor", cursor));
      walked.addAll(ids(page));
      cursor = page.path("nextCursor");
      shop.issue(Shop.tea());
    } while (cursor != null);

    assertThat(walked).isEqualTo(issued);
  }

  @Test
  void aPageThatIsJustFullIsTheLast() {
    shop.issue(Shop.tea());
    shop.issue(Shop.tea());

    list(Map.of("limit", "2")).then().body("items", hasSize(2)).body("nextCursor", nullValue());
    list(Map.of("limit", "200")).then().body("items", hasSize(2)).body("nextCursor", nullValue());
  }

  @Test
  void aShopWithoutInvoicesHasAnEmptyList() {
    list(Map.of()).then().statusCode(200).body("items", hasSize(0)).body("nextCursor", nullValue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limit | 0 | 1 and 200",
        "limit | 201 | 1 and 200",
        "limit | -1 | 1 and 200",
        "limit | 99999999999 | integer",
        "limit | ten | integer",
        "status | OPENED | EXPIRED",
        "status | open | OPEN",
        "botId | me | UUID",
        "createdFrom | yesterday | 2026-12-01T00:00:00Z",
        "createdFrom | 2026-12-01 | 2026-12-01T00:00:00Z",
        "createdTo | 1792311730 | 2026-12-01T00:00:00Z",
        "cursor | x | nextCursor",
        "cursor | AAAA | nextCursor",
        "cursor | !!! | nextCursor"
      })
  void aParameterThatIsWrongIsNamed(String name, String value, String hint) {
    assertThat(assertInvalid(list(Map.of(name, value)), name)).contains(hint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+300000-01-01T00:00:00Z",
        "-300000-01-01T00:00:00Z",
        "+1000000000-12-31T23:59:59Z"
      })
  void aTimeBeyondTheCalendarIsNoTroubleOfOurs(String time) {
    assertThat(list(Map.of("createdFrom", time)).statusCode()).isIn(200, 422);
    assertThat(list(Map.of("createdTo", time)).statusCode()).isIn(200, 422);
  }

  private List<UUID> found(String name, String value) {
    return ids(list(Map.of(name, value)));
  }

  private Response list(Map<String, String> parameters) {
    return shop.api().queryParams(parameters).get("/api/v1/invoices");
  }

  private static List<UUID> ids(Response page) {
    List<String> ids = page.then().statusCode(200).extract().path("items.id");
    return ids.stream().map(UUID::fromString).toList();
  }
}
