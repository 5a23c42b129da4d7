package io.github.tillgram.apay.postback;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tillgram.apay.deposit.ApayTransaction;
import io.github.tillgram.apay.deposit.Entry;
import io.github.tillgram.apay.postback.Projects.Project;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Postbacks as PHP signs them, and with what others do to them on the way, through the door. {@code
 * more-signature-vectors.php} made the second file.
 */
@QuarkusTest
class PostbackVectorsTest {

  private static final int FEWEST = 200;

  @Inject Projects projects;

  record Vector(String id, JsonNode json) {
    @Override
    public String toString() {
      return id;
    }
  }

  static Stream<Vector> vectors() throws IOException {
    List<Vector> vectors =
        Stream.concat(read("signature-vectors.json"), read("more-signature-vectors.json")).toList();
    assertThat(vectors).hasSizeGreaterThan(FEWEST);
    return vectors.stream();
  }

  private static Stream<Vector> read(String file) throws IOException {
    try (InputStream stream = PostbackVectorsTest.class.getResourceAsStream("/apay/" + file)) {
      return elements(new ObjectMapper().readTree(stream).path("vectors"))
          .map(vector -> new Vector(vector.path("id").asText(), vector));
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void behavesAsExpected(Vector vector) {
    JsonNode expected = vector.json().path("expected");
    byte[] body = Base64.getDecoder().decode(vector.json().path("body_base64").asText());
    try (Project project = projects.open(Keys.DEMO)) {
      Response answer =
          given().contentType("application/json").body(body).post("/apay/deposit/postback");

      assertThat(answer.statusCode()).isEqualTo(expected.path("suggested_http_status").asInt());
      assertThat(answer.contentType()).startsWith("application/json");
      if (expected.path("valid").asBoolean()) {
        assertThat(answer.asString()).isEqualTo("{\"status\":\"OK\"}");
        assertThat(project.keptForms()).containsExactly(form(expected.path("reason").asText()));
        assertThat(project.taken()).hasSize(1);
        check(project.taken().get(0), vector.json().path("expected_transactions"));
      } else {
        assertThat(answer.path("status").toString()).isEqualTo("ERROR");
        assertThat(answer.path("reason").toString()).isEqualTo(expected.path("reason").asText());
        assertThat(answer.path("message").toString())
            .isNotBlank()
            .doesNotContain("INV-", "demo", "500", "other");
        assertThat(project.taken()).isEmpty();
        assertThat(project.keptForms()).isEmpty();
      }
    }
  }

  private static String form(String reason) {
    return reason.equals("ok_lexical") ? "LEXICAL" : "RAW";
  }

  private static void check(List<Entry> entries, JsonNode expected) {
    assertThat(entries).hasSize(expected.size());
    for (int i = 0; i < entries.size(); i++) {
      if (expected.get(i).isNull()) {
        assertThat(entries.get(i)).isInstanceOf(Entry.Unreadable.class);
      } else {
        assertThat(entries.get(i)).isInstanceOf(Entry.Readable.class);
        check(((Entry.Readable) entries.get(i)).transaction(), expected.get(i));
      }
    }
  }

  private static void check(ApayTransaction transaction, JsonNode expected) {
    assertThat(transaction.orderId()).isEqualTo(expected.path("order_id").asText());
    assertThat(transaction.status()).isEqualTo(expected.path("status").asText());
    assertThat(transaction.amount())
        .isEqualByComparingTo(new BigDecimal(expected.path("amount").asText()));
    assertThat(transaction.currency()).isEqualTo(expected.path("currency").asText());
    assertThat(transaction.paymentSystem()).isEqualTo(optional(expected.path("payment_system")));
    assertThat(transaction.customTransactionId())
        .isEqualTo(optional(expected.path("custom_transaction_id")));
    assertThat(transaction.customUserId()).isEqualTo(optional(expected.path("custom_user_id")));
  }

  private static Optional<String> optional(JsonNode value) {
    return value.isNull() ? Optional.empty() : Optional.of(value.asText());
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
