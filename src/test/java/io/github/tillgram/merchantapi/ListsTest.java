package io.github.tillgram.merchantapi;

import static io.github.tillgram.testsupport.Problems.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.tillgram.security.Encryption;
import io.github.tillgram.testsupport.ApiCall;
import io.github.tillgram.testsupport.ApiDescription;
import io.github.tillgram.testsupport.ApiDescription.Operation;
import io.github.tillgram.testsupport.Belongings;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That every list of the description is read in pages, whatever it is a list of. */
@QuarkusTest
class ListsTest {

  private static final int FEWEST_LISTS = 15;
  private static final int STEPS = 4;

  @Inject Shops shops;
  @Inject Database database;
  @Inject Encryption encryption;

  private ApiDescription api;
  private Belongings own;

  @BeforeEach
  void openShop() throws IOException {
    api = ApiDescription.read();
    own = new Belongings(shops, database, encryption);
    api.operations().forEach(operation -> ApiCall.path(operation, own::id));
  }

  @AfterEach
  void close() {
    own.close();
  }

  @Test
  void whateverAnswersWithManyAnswersWithPages() {
    assertThat(api.lists()).hasSizeGreaterThanOrEqualTo(FEWEST_LISTS);
    assertThat(api.lists()).allSatisfy(list -> assertThat(list.method()).isEqualTo("get"));
    forEachList(
        list -> {
          assertThat(list.queries()).contains("cursor", "limit");
          assertThat(read(list, Map.of()).jsonPath().getMap("").keySet())
              .isEqualTo(Set.of("items", "nextCursor"));
        });
    assertThat(api.operations())
        .filteredOn(operation -> operation.method().equals("get") && !operation.hasParameter())
        .filteredOn(operation -> !api.lists().contains(operation))
        .extracting(Operation::path)
        .as("what answers with one thing, without naming which")
        .allMatch(path -> path.matches("/api/v1/(statements|exports/.*|reencryption.*)"));
  }

  @Test
  void limitsThatAreWrongAreNamed() {
    forEachList(
        list -> {
          for (String wrong : List.of("0", "201", "-1", "ten", "1.5", "99999999999")) {
            assertInvalid(read(list, Map.of("limit", wrong)), "limit");
          }
          assertThat(read(list, Map.of("limit", "200")).statusCode()).isEqualTo(200);
        });
  }

  @Test
  void cursorsThatAreWrongAreNamed() {
    forEachList(
        list -> {
          for (String wrong : List.of("x", "AAAA", "!!!", "0", "AAAAAAAAAAAAAAAAAAAAAAAA")) {
            assertInvalid(read(list, Map.of("cursor", wrong)), "cursor");
          }
        });
  }

  @Test
  void aWalkInStepsOfOneSeesWhatOnePageShows() {
    addMore();
    forEachList(
        list ->
            await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                    () -> {
                      List<JsonObject> page = items(read(list, Map.of("limit", "200")));
                      List<JsonObject> expected = page.subList(0, Math.min(STEPS, page.size()));
                      assertThat(walk(list)).isEqualTo(expected);
                      assertThat(new HashSet<>(page)).hasSameSizeAs(page);
                    }));
  }

  /** So that most lists have more than one. */
  private void addMore() {
    Shop shop = own.shop();
    shop.issue(Shop.tea());
    shops.connectAnotherBot(shop);
    for (int i = 0; i < 2; i++) {
      shop.api()
          .body("{\"name\": \"Reader\", \"scopes\": [\"read\"]}")
          .post("/api/v1/api-keys")
          .then()
          .statusCode(201);
      shop.api()
          .body("{\"type\": \"invoice.paid\"}")
          .post("/api/v1/endpoints/" + own.id("endpoints") + "/example")
          .then()
          .statusCode(202);
    }
  }

  private List<JsonObject> walk(Operation list) {
    List<JsonObject> walked = new ArrayList<>();
    String cursor = "";
    for (int step = 0; step < STEPS && cursor != null; step++) {
      Response page = read(list, Map.of("limit", "1", "cursor", cursor));
      assertThat(items(page)).hasSizeLessThanOrEqualTo(1);
      walked.addAll(items(page));
      cursor = page.path("nextCursor");
    }
    return walked;
  }

  private static List<JsonObject> items(Response page) {
    return new JsonObject(page.asString())
        .getJsonArray("items").stream()
            .map(JsonObject.class::cast)
            .peek(item -> item.remove("lastUsedAt"))
            .toList();
  }

  private Response read(Operation list, Map<String, String> queries) {
    String key = list.scope().isPresent() ? own.shop().apiKey() : Shops.OPERATOR_KEY;
    return ApiCall.as("Bearer " + key)
        .urlEncodingEnabled(true)
        .queryParams(queries)
        .get(ApiCall.path(list, own::id));
  }

  private void forEachList(Consumer<Operation> check) {
    SoftAssertions all = new SoftAssertions();
    for (Operation list : api.lists()) {
      all.assertThatCode(() -> check.accept(list)).as("%s", list).doesNotThrowAnyException();
    }
    all.assertAll();
  }
}
