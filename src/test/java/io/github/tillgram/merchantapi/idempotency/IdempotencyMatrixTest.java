package io.github.tillgram.merchantapi.idempotency;

import static io.github.tillgram.testsupport.Problems.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.security.Encryption;
import io.github.tillgram.testsupport.ApiCall;
import io.github.tillgram.testsupport.ApiDescription;
import io.github.tillgram.testsupport.ApiDescription.Operation;
import io.github.tillgram.testsupport.Belongings;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every POST of the description, with things that exist: the same again, the same with another
 * body. A path whose request does not get as far as its work, so that no answer is kept, fails.
 */
@QuarkusTest
class IdempotencyMatrixTest {

  private static final int FEWEST_POSTS = 20;

  private static final List<String> CREATED =
      List.of(
          "merchant",
          "bot",
          "invoice",
          "api_key",
          "endpoint",
          "apay_project",
          "apay_conversation",
          "paid_media",
          "payment");

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
  void everyPostIsDoneOnceAndAnsweredAlike() {
    List<Operation> posts =
        api.operations().stream().filter(one -> one.method().equals("post")).toList();
    assertThat(posts).hasSizeGreaterThanOrEqualTo(FEWEST_POSTS);
    SoftAssertions all = new SoftAssertions();
    posts.forEach(post -> all.check(() -> isDoneOnce(post)));
    all.assertAll();
  }

  private void isDoneOnce(Operation post) {
    String key = "matrix-" + UUID.randomUUID();
    Optional<String> body =
        post.body()
            .filter(ApiDescription.Body::isJson)
            .map(described -> api.example(described.schema(), own::value).encode());
    String path = ApiCall.path(post, own::id);

    Response first = send(post, path, key, body, "");
    String before = created();
    Response again = send(post, path, key, body, "");

    assertThat(first.statusCode()).as("%s: %s", post, first.asString()).isBetween(200, 499);
    assertThat(kept(key)).as("%s keeps its answer: %s", post, first.asString()).isOne();
    assertThat(again.statusCode()).as("%s", post).isEqualTo(first.statusCode());
    assertThat(again.asByteArray()).as("%s", post).isEqualTo(first.asByteArray());
    assertThat(again.contentType()).as("%s", post).isEqualTo(first.contentType());
    assertThat(again.header("Location")).as("%s", post).isEqualTo(first.header("Location"));
    assertThat(again.header("Idempotency-Replayed")).as("%s", post).isEqualTo("true");
    assertThat(created()).as("%s creates once", post).isEqualTo(before);
    assertInvalid(send(post, path, key, body, " "), "Idempotency-Key");
  }

  private Response send(
      Operation post, String path, String key, Optional<String> body, String more) {
    String bearer =
        "Bearer " + (post.scope().isPresent() ? own.shop().apiKey() : Shops.OPERATOR_KEY);
    RequestSpecification request = ApiCall.as(bearer).header("Idempotency-Key", key);
    if (post.body().filter(described -> !described.isJson()).isPresent()) {
      request.multiPart("file", "proof.png", new byte[] {1, 2, 3}, "image/png");
      request.multiPart("description", "text" + more);
    } else if (body.isPresent() || !more.isEmpty()) {
      request.contentType("application/json").body(body.orElse("") + more);
    }
    return request.post(path);
  }

  private long kept(String key) {
    return database.number(
        "SELECT count(*) FROM idempotency_key WHERE key = ? AND status IS NOT NULL", key);
  }

  private String created() {
    return CREATED.stream()
        .map(table -> table + " " + database.number("SELECT count(*) FROM " + table))
        .collect(Collectors.joining(", "));
  }
}
