package io.github.tillgram.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Postbacks as a merchant's server gets them. */
class ApayPostbacksTest {
  private static final Duration A_WHILE = Duration.ofMillis(300);

  @TempDir Path folder;

  private final Vertx vertx = Vertx.vertx();
  private SandboxServer server;
  private ApayShop shop;
  private WebhookEndpoint endpoint;

  @BeforeEach
  void start() {
    server = new SandboxServer(Clock.systemUTC(), folder.resolve("sandbox.json"));
    shop = new ApayShop(server);
    endpoint = new WebhookEndpoint(vertx);
    acknowledge();
    shop.postbacksTo(endpoint.url());
  }

  @AfterEach
  void stop() {
    server.close();
    vertx.close();
  }

  @Test
  void tellsASuccessSigned() {
    String order = shop.page("INV-1").path("order_id").asText();
    shop.pay("INV-1", "");

    JsonNode body = body(0);
    JsonNode transaction = body.path("transactions").path(0);
    assertThat(transaction.path("order_id").asText()).isEqualTo(order);
    assertThat(transaction.path("status").asText()).isEqualTo("Success");
    assertThat(transaction.path("amount").asInt()).isEqualTo(500);
    assertThat(transaction.path("activated_at").asLong()).isPositive();
    assertThat(names(transaction))
        .containsExactly(
            "amount",
            "status",
            "currency",
            "order_id",
            "created_at",
            "activated_at",
            "custom_user_id",
            "payment_system",
            "custom_transaction_id");
    assertThat(isSigned(endpoint.bodies().get(0))).isTrue();
    assertThat(body.path("access_key").asText()).isEqualTo(ApayShop.ACCESS_KEY);
  }

  @ParameterizedTest
  @CsvSource({"FAIL,Failed", "REJECT,Rejected"})
  void tellsAFailure(String outcome, String status) {
    shop.page("INV-1");
    shop.pay("INV-1", ",'outcome':'" + outcome + "'");

    assertThat(body(0).findPath("status").asText()).isEqualTo(status);
    assertThat(body(0).findPath("activated_at").isNull()).isTrue();
  }

  @Test
  void saysNothingOfWhoeverLeaves() {
    shop.page("INV-1");
    JsonNode left = shop.pay("INV-1", ",'outcome':'ABANDON'");

    assertThat(left.path("returnUrl").asText())
        .isEqualTo("https://shop.example/back?a=1&status=Created#x");
    await().during(A_WHILE).until(() -> endpoint.received().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "500,{\"status\":\"OK\"},application/json",
    "200,{\"status\":true},application/json",
    "200,{\"status\":\"ok\"},application/json",
    "200,OK,application/json",
    "201,{\"status\":\"OK\"},application/json",
    "200,{\"status\":\"OK\"},text/plain"
  })
  void repeatsUntilAcknowledged(int status, String answer, String type) {
    endpoint.answerOnceThenOk(
        (request, text) -> {
          request.response().setStatusCode(status).putHeader("Content-Type", type).end(answer);
          acknowledge();
        });
    shop.page("INV-1");
    shop.pay("INV-1", "");

    await().until(() -> endpoint.received().size() == 2);
    assertThat(endpoint.bodies().get(1)).isEqualTo(endpoint.bodies().get(0));
    await().until(() -> log().path(0).path("state").asText().equals("DELIVERED"));
    assertThat(log().path(0).path("tries").path(0).path("status").asInt()).isEqualTo(status);
    await().during(A_WHILE).until(() -> endpoint.received().size() == 2);
  }

  @Test
  void repeatsAfterARestart() {
    server.api("apay/faults", "{'holdPostbacks':true}");
    shop.page("INV-1");
    shop.pay("INV-1", "");
    await().during(A_WHILE).until(() -> endpoint.received().isEmpty());
    server.close();

    server = new SandboxServer(Clock.systemUTC(), folder.resolve("sandbox.json"));
    assertThat(isSigned(text(0))).isTrue();
    assertThat(new ApayShop(server).info("INV-1").path("status").asText()).isEqualTo("Success");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'order':'DOCUMENTED'",
        "'order':'RANDOM'",
        "'precision':17",
        "'amounts':'STRING'",
        "'optional':'NULL'",
        "'optional':'ABSENT'",
        "'extraMembers':true"
      })
  void isSignedWhateverItsManners(String manners) {
    shop.manners("{" + manners + "}");
    shop.page("নগদ/1");
    shop.pay("নগদ/1", ",'amount':6008.39");

    assertThat(isSigned(text(0))).isTrue();
    JsonNode transaction = body(0).path("transactions").path(0);
    assertThat(transaction.path("amount").asDouble()).isEqualTo(6008.39);
    assertThat(text(0).contains("6008.3900000000003")).isEqualTo(manners.contains("17"));
    assertThat(transaction.path("amount").isTextual()).isEqualTo(manners.contains("STRING"));
    assertThat(transaction.has("custom_user_id")).isEqualTo(!manners.contains("ABSENT"));
    assertThat(transaction.has("account_number")).isEqualTo(manners.contains("extra"));
  }

  @ParameterizedTest
  @CsvSource({"ESCAPED,\\/1", "INDENTED,/1\"\n"})
  void travelsInAnotherFormThanItWasSigned(String wire, String part) {
    shop.manners("{'wire':'" + wire + "'}");
    shop.page("নগদ/1");
    shop.pay("নগদ/1", "");

    assertThat(isSigned(text(0))).isFalse();
    assertThat(text(0)).contains(part.replace("\\n", "\n").strip());
    ObjectNode plain = (ObjectNode) body(0);
    assertThat(isSigned(plain.toString())).isTrue();
  }

  @Test
  void gathersResults() {
    shop.manners("{'batch':3}");
    for (String id : List.of("A", "B", "C")) {
      shop.page(id);
      shop.pay(id, "");
    }

    assertThat(body(0).path("transactions")).hasSize(3);
    assertThat(isSigned(text(0))).isTrue();
    await().during(A_WHILE).until(() -> endpoint.received().size() == 1);
  }

  @ParameterizedTest
  @CsvSource({"WRONG_SIGNATURE", "NO_SIGNATURE", "UPPER_CASE", "FOREIGN_KEYS", "TAMPERED_AMOUNT"})
  void aPostbackMayBeWrong(String trick) {
    shop.fault("{'postback':'" + trick + "'}");
    shop.page("INV-1");
    shop.pay("INV-1", "");

    assertThat(isSigned(text(0))).isFalse();
    shop.page("INV-2");
    shop.pay("INV-2", "");
    assertThat(isSigned(text(1))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "THEN_FAILED,status,Success,Failed",
    "THEN_OTHER_AMOUNT,amount,500,501",
    "THEN_OTHER_CURRENCY,currency,BDT,USD",
    "FAILED_FIRST,status,Failed,Success"
  })
  void anotherMayContradictIt(String trick, String member, String first, String second) {
    shop.fault("{'postback':'" + trick + "','delay':'PT0.1S'}");
    String order = shop.page("INV-1").path("order_id").asText();
    shop.pay("INV-1", "");

    assertThat(body(0).findPath(member).asText()).isEqualTo(first);
    assertThat(body(1).findPath(member).asText()).isEqualTo(second);
    assertThat(body(1).findPath("order_id").asText()).isEqualTo(order);
    assertThat(isSigned(text(1))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"THEN_UNKNOWN_ORDER", "THEN_WITHDRAWAL"})
  void aStrangersResultMayFollow(String trick) {
    shop.fault("{'postback':'" + trick + "','delay':'PT0.1S'}");
    String order = shop.page("INV-1").path("order_id").asText();
    shop.pay("INV-1", "");

    assertThat(body(1).findPath("order_id").asText()).isNotEqualTo(order);
    assertThat(isSigned(text(1))).isTrue();
  }

  @Test
  void itMayBeDroppedDelayedOrSentTwice() {
    shop.fault("{'postback':'DROP'}");
    shop.fault("{'postback':'DELAY','delay':'PT0.5S'}");
    shop.fault("{'postback':'DUPLICATE','delay':'PT0.1S'}");
    for (String id : List.of("dropped", "delayed", "twice")) {
      shop.page(id);
      shop.pay(id, "");
    }

    await().until(() -> endpoint.received().size() == 3);
    List<String> arrived =
        endpoint.bodies().stream()
            .map(text -> server.json(text).findPath("custom_transaction_id").asText())
            .toList();
    assertThat(arrived).containsExactly("twice", "twice", "delayed");
    assertThat(endpoint.bodies().get(0)).isEqualTo(endpoint.bodies().get(1));
    assertThat(log().path(0).path("state").asText()).isEqualTo("DROPPED");
    assertThat(shop.info("dropped").path("status").asText()).isEqualTo("Success");
  }

  @Test
  void aBatchMayHoldABrokenEntryAndAnOrderAnotherId() {
    shop.fault("{'postback':'BROKEN_ENTRY'}");
    shop.page("INV-1");
    shop.pay("INV-1", "");
    assertThat(body(0).path("transactions")).hasSize(2);
    assertThat(isSigned(text(0))).isTrue();

    shop.fault("{'postback':'OTHER_ORDER_ID'}");
    String order = shop.page("INV-2").path("order_id").asText();
    shop.pay("INV-2", "");
    assertThat(body(1).findPath("order_id").asText()).isNotEqualTo(order);
    assertThat(body(1).findPath("custom_transaction_id").asText()).isEqualTo("INV-2");
  }

  @Test
  void aFailureTurnsIntoASuccessOnce() {
    shop.page("INV-1");
    shop.pay("INV-1", ",'outcome':'FAIL'");
    assertThat(shop.pay("INV-1", "").path("status").asText()).isEqualTo("Success");
    assertThat(shop.pay("INV-1", "").path("error").asText()).contains("paid already");
  }

  @Test
  void supportSendsThemByHand() {
    String order = shop.page("INV-1").path("order_id").asText();
    shop.pay("INV-1", ",'outcome':'ABANDON'");
    JsonNode sent = server.api("apay/postbacks", "{'orderId':'" + order + "','status':'REJECTED'}");
    assertThat(sent.path("state").asText()).isEqualTo("DELIVERED");
    assertThat(sent.path("tries").path(0).path("answer").asText()).isEqualTo("{\"status\":\"OK\"}");

    server.api("apay/postbacks", "{'repeat':" + sent.path("id") + "}");
    assertThat(text(1)).isEqualTo(text(0));

    server.api("apay/postbacks", "{'transactions':[{'b':0.1,'a':1e21}]}");
    assertThat(text(2)).contains("[{\"b\":0.1,\"a\":1.0e+21}]");
    assertThat(isSigned(text(2))).isTrue();

    server.api("apay/postbacks", "{'body':'not JSON'}");
    assertThat(text(3)).isEqualTo("not JSON");
  }

  @Test
  void troubleEnds() {
    shop.fault("{'postback':'WRONG_SIGNATURE','times':9,'kind':'SERVER_ERROR'}");
    server.send(HttpRequest.newBuilder(URI.create(server.root() + "/api/apay/faults")).DELETE());
    shop.page("INV-1");
    shop.pay("INV-1", "");

    assertThat(isSigned(text(0))).isTrue();
  }

  @Test
  void projectsHaveKeysOfTheirOwn() {
    JsonNode project =
        server.api("apay/projects", "{'name':'Two','depositUrl':'" + endpoint.url() + "'}");
    assertThat(project.path("projectId").asText()).matches("[0-9]{7}");
    assertThat(project.path("webhookId").asText()).matches("[0-9]{7}");
    for (String key : List.of("apiKey", "accessKey", "privateKey")) {
      assertThat(project.path(key).asText()).matches("[a-z0-9]{32}");
    }
    String id = project.path("projectId").asText();
    JsonNode renewed = server.api("apay/keys", "{'projectId':'" + id + "','renew':'ACCESS_KEY'}");
    assertThat(renewed.path("accessKey")).isNotEqualTo(project.path("accessKey"));
    assertThat(renewed.path("apiKey")).isEqualTo(project.path("apiKey"));
    assertThat(server.body(server.get("/api/apay/projects"))).hasSize(2);
  }

  private void acknowledge() {
    endpoint.answer(
        (request, body) ->
            request
                .response()
                .putHeader("Content-Type", "application/json")
                .end("{\"status\":\"OK\"}"));
  }

  private String text(int index) {
    await().until(() -> endpoint.received().size() > index);
    return endpoint.bodies().get(index);
  }

  private JsonNode body(int index) {
    return server.json(text(index).replace('\'', '’'));
  }

  private JsonNode log() {
    return server.body(server.get("/api/apay/postbacks?projectId=1000001"));
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Over the very bytes between the brackets, by the formula that is documented. */
  private static boolean isSigned(String body) {
    int begin = body.indexOf("\"transactions\":");
    if (begin < 0 || !body.contains("\"signature\":\"")) {
      return false;
    }
    String slice = body.substring(begin + 15, body.length() - 1);
    String signature = body.replaceFirst("(?s).*\"signature\":\"([^\"]*)\".*", "$1");
    String key = body.replaceFirst("(?s).*\"access_key\":\"([^\"]*)\".*", "$1");
    String expected = hex("SHA-1", ApayShop.ACCESS_KEY + ApayShop.PRIVATE_KEY + hex("MD5", slice));
    return key.equals(ApayShop.ACCESS_KEY) && signature.equals(expected);
  }

  private static String hex(String algorithm, String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
      return String.format("%0" + 2 * digest.length + "x", new BigInteger(1, digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
