package io.github.tillgram.apay.postback;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.github.tillgram.apay.deposit.Entry;
import io.github.tillgram.apay.postback.Projects.Project;
import io.github.tillgram.testsupport.LogLines;
import io.github.tillgram.testsupport.RawHttp;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.http.Method;
import io.restassured.response.ValidatableResponse;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the door takes, what it answers, and what is left of it. */
@QuarkusTest
class PostbackDoorTest {

  private static final String DOOR = "/apay/deposit/postback";
  private static final int MOST_BYTES = 256 * 1024;
  private static final String TRANSACTIONS =
      "[{\"order_id\":\"0123456789abcdef\",\"status\":\"Success\",\"amount\":12.5,\"currency\":\"USD\"}]";
  private static final Throwable DATABASE_IS_STARTING =
      new PgException("the database system is starting up", "FATAL", "57P03", null);

  @Inject Projects projects;
  @Inject KeepPostbacks housekeeping;
  @Inject MeterRegistry meters;

  private Project project;
  private String body;

  @BeforeEach
  void connectAProject() {
    project = projects.open();
    body = project.keys().sign(TRANSACTIONS);
  }

  @AfterEach
  void disconnectIt() {
    project.close();
  }

  @Test
  void isDoneWithOnceItIsInTheBooksAndKept() {
    post(body).statusCode(200).contentType("application/json").body(equalTo("{\"status\":\"OK\"}"));

    assertThat(project.taken()).hasSize(1);
    assertThat(project.keptForms()).containsExactly("RAW");
  }

  @Test
  void isKeptWordForWordButForTheAccessKey() {
    String key = project.keys().access();
    String odd =
        body.replace("\"" + key + "\"", "\"\\u0061" + key.substring(1) + "\"")
            .replace(",\"transactions\"", "\t,\"note\":\"৳ \\u00e9\" , \"transactions\"");

    post(odd).statusCode(200);

    assertThat(project.keptBodies())
        .containsExactly(odd.replace("\"\\u0061" + key.substring(1) + "\"", "\"***\""));
    assertThat(project.keptBodies().get(0).toString()).doesNotContain(key.substring(1));
  }

  @Test
  void theVerySameBytesAreReadOnceAndForgottenAtOnce() {
    double repeats = count("tillgram.postbacks", "outcome", "repeat");
    post(body).statusCode(200);

    post(body).statusCode(200).body(equalTo("{\"status\":\"OK\"}"));

    assertThat(project.taken()).hasSize(1);
    assertThat(project.keptForms()).hasSize(1);
    assertThat(count("tillgram.postbacks", "outcome", "repeat")).isEqualTo(repeats + 1);
  }

  @Test
  void theSameTransactionsInOtherBytesAreForTheBooksToRecognize() {
    post(body).statusCode(200);

    post(body.replace("\"amount\":", "\"amount\": ")).statusCode(200);

    assertThat(project.taken()).hasSize(2);
    assertThat(project.keptForms()).containsExactlyInAnyOrder("RAW", "LEXICAL");
  }

  @Test
  void manyAtOnceAreAllAcknowledgedAndKeptOnce() {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(io.restassured.RestAssured.baseURI + ":" + port() + DOOR))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();

    List<CompletableFuture<HttpResponse<String>>> answers =
        IntStream.range(0, 200)
            .mapToObj(i -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
            .toList();

    assertThat(answers)
        .extracting(answer -> answer.join().statusCode() + answer.join().body())
        .containsOnly("200{\"status\":\"OK\"}");
    assertThat(project.keptForms()).hasSize(1);
  }

  @Test
  void aDatabaseInTroubleIsToldToComeBackAndNothingIsKept() {
    project.failWith(DATABASE_IS_STARTING);
    post(body)
        .statusCode(503)
        .header("Retry-After", "2")
        .body("status", equalTo("ERROR"))
        .body("reason", equalTo("try_again"));
    assertThat(project.keptForms()).isEmpty();

    project.work();
    post(body).statusCode(200);

    assertThat(project.taken()).hasSize(1);
    assertThat(project.keptForms()).hasSize(1);
  }

  @Test
  void anUnexpectedFailureLosesNothingAndIsLogged() {
    project.failWith(new IllegalStateException("a mistake of ours"));
    double failures = count("tillgram.postbacks", "outcome", "failed");
    try (LogLines log = LogLines.record()) {
      post(body).statusCode(503).header("Retry-After", "2").body(not(emptyOrNullString()));

      assertThat(log.withStackTrace()).singleElement().asString().contains("a mistake of ours");
      assertThat(log.text()).doesNotContain(project.keys().access(), "0123456789abcdef");
    }
    assertThat(project.keptForms()).isEmpty();
    assertThat(count("tillgram.postbacks", "outcome", "failed")).isEqualTo(failures + 1);
  }

  @Test
  void noLineOfTheLogHoldsWhatABodySays() {
    String strange = project.keys().sign("[\"very-strange\"]");
    try (LogLines log = LogLines.record()) {
      post(body).statusCode(200);
      post(body.replace("12.5", "13.5")).statusCode(401);
      post(body.replace("12.5", "012.5")).statusCode(400);
      post(strange).statusCode(400).body("reason", equalTo("transaction_not_an_object"));

      assertThat(log.text())
          .contains("transaction_not_an_object")
          .doesNotContain(
              project.keys().access(), project.keys().secret(), "0123456789abcdef", "very-strange");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/json; charset=utf-16",
        "nonsense",
        "/",
        ""
      })
  void theContentTypeIsIgnored(String contentType) throws IOException {
    String answer =
        RawHttp.send(
            request(DOOR, body.length(), "Content-Type: " + contentType, "Accept: text/html")
                + body);

    assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("{\"status\":\"OK\"}");
    assertThat(answer.toLowerCase()).contains("content-type: application/json");
    assertThat(project.taken()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Method.class,
      names = {"GET", "PUT", "DELETE", "PATCH"})
  void onlyPostIsTaken(Method method) {
    given().body(body).request(method, DOOR).then().statusCode(405);
    given().body(body).request(method, DOOR + "/" + project.key()).then().statusCode(405);

    assertThat(project.taken()).isEmpty();
  }

  @Test
  void noBodyIsNoPostback() throws IOException {
    assertThat(RawHttp.send(request(DOOR, 0))).startsWith("HTTP/1.1 400 ");
    given().post(DOOR).then().statusCode(400).body("reason", equalTo("malformed_json"));
  }

  @Test
  void aBodyOf256KibibytesIsTakenAndOneByteMoreIsNot() {
    String filler = " ".repeat(MOST_BYTES - body.length());

    post(body + filler).statusCode(200);
    post(body + filler + " ")
        .statusCode(413)
        .contentType("application/json")
        .body("reason", equalTo("too_large"));

    assertThat(project.taken()).hasSize(1);
  }

  @Test
  void aBodyInChunksIsMeasuredAsItComes() throws IOException {
    String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
    String head =
        "POST "
            + DOOR
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n";
    String whole = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";

    assertThat(RawHttp.send(head + chunk.repeat(3) + whole)).startsWith("HTTP/1.1 200 ");
    assertThat(RawHttp.send(head + chunk.repeat(4) + whole))
        .startsWith("HTTP/1.1 413 ")
        .contains("too_large");
    assertThat(RawHttp.send(head + chunk.repeat(17) + whole)).startsWith("HTTP/1.1 413 ");
    assertThat(project.taken()).hasSize(1);
  }

  @Test
  void nobodyWaitsForABodyThatIsTooLarge() throws IOException {
    assertThat(RawHttp.begin(request(DOOR, MOST_BYTES + 1) + "{")).startsWith("HTTP/1.1 413 ");
    assertThat(RawHttp.begin(request(DOOR + "/x", MOST_BYTES + 1))).startsWith("HTTP/1.1 413 ");
  }

  @Test
  void anAddressOfItsOwnTakesTheKeysOfItsProjectOnly() {
    try (Project other = projects.open()) {
      postTo(project.key(), body).statusCode(200);
      postTo(project.key(), other.keys().sign(TRANSACTIONS))
          .statusCode(401)
          .body("reason", equalTo("wrong_access_key"));
      postTo(project.key(), body.replace("12.5", "13.5"))
          .statusCode(401)
          .body("reason", equalTo("bad_signature"));

      assertThat(project.taken()).hasSize(1);
      assertThat(other.taken()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"AAAAAAAAAAAAAAAAAAAAAA", "a", "%00", "%D0%9A%D0%BB", "%20", "a'b", "..", "%ff"})
  void anAddressOfNobodyLeadsNowhere(String key) throws IOException {
    String answer = RawHttp.send(request(DOOR + "/" + key, body.length()) + body);

    assertThat(answer).matches("(?s)HTTP/1.1 (404|400) .*").doesNotContain("Exception");
    assertThat(project.taken()).isEmpty();
  }

  @Test
  void allWhoHaveTheAccessKeyAreTriedAndTheSignatureDecides() {
    Keys twin = new Keys(project.keys().access(), "another-private-key");
    try (Project other = projects.open(twin)) {
      post(twin.sign(TRANSACTIONS)).statusCode(200);
      assertThat(project.taken()).isEmpty();
      assertThat(other.taken()).hasSize(1);

      post(body).statusCode(200);
      assertThat(project.taken()).hasSize(1);
      assertThat(other.taken()).hasSize(1);
    }
  }

  @Test
  void aProjectThatIsConnectedTwiceHearsItTwice() {
    try (Project again = projects.open(project.keys())) {
      again.failWith(DATABASE_IS_STARTING);
      post(body).statusCode(503);
      again.work();

      post(body).statusCode(200);

      assertThat(project.taken()).hasSize(1);
      assertThat(again.taken()).hasSize(1);
      assertThat(again.keptForms()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "\\ud800", "\\n", "%s", "'; DROP TABLE apay_postback; --"})
  void oddAccessKeysBelongToNobody(String key) {
    post(body.replace(project.keys().access(), key))
        .statusCode(401)
        .body("reason", equalTo("wrong_access_key"));
  }

  @Test
  void theEntriesOfABatchComeInOrderAndOneThatIsUnreadableIsOneOfThem() {
    String batch =
        TRANSACTIONS.replace("]", ",{\"order_id\":\"1\"},")
            + TRANSACTIONS.substring(1).replace("12.5", "\"7\"");

    post(project.keys().sign(batch)).statusCode(200);

    List<Entry> entries = project.taken().get(0);
    assertThat(entries).hasSize(3);
    assertThat(entries.get(0).text())
        .isEqualTo(TRANSACTIONS.substring(1, TRANSACTIONS.length() - 1));
    assertThat(entries.get(1))
        .isEqualTo(new Entry.Unreadable("{\"order_id\":\"1\"}", "status is missing"));
    assertThat(((Entry.Readable) entries.get(2)).transaction().amount()).isEqualTo("7");
  }

  @Test
  void whatIsRefusedIsCountedByWhatIsWrong() {
    double malformed = count("tillgram.postbacks", "outcome", "malformed");
    double badSignature = count("tillgram.postbacks", "outcome", "bad_signature");
    double unknownKey = count("tillgram.postbacks", "outcome", "unknown_key");
    double tooLarge = count("tillgram.postbacks", "outcome", "too_large");
    double lexical = count("tillgram.postback.forms", "form", "lexical");

    post("no JSON").statusCode(400);
    post(body.replace("12.5", "13.5")).statusCode(401);
    post(body.replace(project.keys().access(), "nobody")).statusCode(401);
    post(" ".repeat(MOST_BYTES + 1)).statusCode(413);
    post(body.replace("[", "[ ")).statusCode(200);

    assertThat(count("tillgram.postbacks", "outcome", "malformed")).isEqualTo(malformed + 1);
    assertThat(count("tillgram.postbacks", "outcome", "bad_signature")).isEqualTo(badSignature + 1);
    assertThat(count("tillgram.postbacks", "outcome", "unknown_key")).isEqualTo(unknownKey + 1);
    assertThat(count("tillgram.postbacks", "outcome", "too_large")).isEqualTo(tooLarge + 1);
    assertThat(count("tillgram.postback.forms", "form", "lexical")).isEqualTo(lexical + 1);
  }

  @Test
  void bodiesAreKeptForFourHundredDays() throws Throwable {
    post(body).statusCode(200);
    project.age(399);
    VertxContextSupport.subscribeAndAwait(housekeeping::forget);
    assertThat(project.keptForms()).hasSize(1);

    project.age(401);
    VertxContextSupport.subscribeAndAwait(housekeeping::forget);

    assertThat(project.keptForms()).isEmpty();
  }

  private double count(String meter, String label, String value) {
    return meters
        .get(meter)
        .tag(label, value)
        .meters()
        .iterator()
        .next()
        .measure()
        .iterator()
        .next()
        .getValue();
  }

  private static ValidatableResponse post(String body) {
    return postTo("", body);
  }

  private static ValidatableResponse postTo(String projectKey, String body) {
    return given()
        .contentType("application/json")
        .body(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .post(projectKey.isEmpty() ? DOOR : DOOR + "/" + projectKey)
        .then();
  }

  private static String request(String path, int length, String... headers) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
        + length
        + "\r\n"
        + String.join("", java.util.stream.Stream.of(headers).map(h -> h + "\r\n").toList())
        + "\r\n";
  }

  private static int port() {
    return io.restassured.RestAssured.port;
  }
}
