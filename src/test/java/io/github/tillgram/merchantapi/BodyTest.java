package io.github.tillgram.merchantapi;

import static io.github.tillgram.testsupport.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.security.Encryption;
import io.github.tillgram.testsupport.ApiCall;
import io.github.tillgram.testsupport.ApiDescription;
import io.github.tillgram.testsupport.ApiDescription.Operation;
import io.github.tillgram.testsupport.Belongings;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.RawHttp;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What bodies are refused, and that the refusal names the field: every operation of the description
 * that takes JSON, every field of it.
 */
@QuarkusTest
class BodyTest {

  private static final int FEWEST_OPERATIONS = 18;
  private static final int FEWEST_FIELDS = 60;

  @Inject Shops shops;
  @Inject Database database;
  @Inject Encryption encryption;

  private ApiDescription api;
  private Belongings own;

  /**
   * A field somewhere in a body.
   *
   * @param path as problems spell it
   * @param around puts a value of the field into a body that has nothing else but what is required
   *     beside it
   */
  private record Field(String path, JsonObject schema, Around around) {}

  private interface Around {
    JsonObject body(Object value);
  }

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
  void aFieldThatNobodyKnowsIsNamed() {
    assertThat(takingJson()).hasSizeGreaterThanOrEqualTo(FEWEST_OPERATIONS);
    forEach(
        operation -> {
          JsonObject body = example(operation).put("surprise", 1);
          assertThat(fields(send(operation, body.encode()))).containsExactly("surprise");
        });
  }

  @Test
  void aValueOfAnotherTypeIsNamed() {
    int[] tried = {0};
    forEach(
        operation -> {
          for (Field field : fieldsOf(operation)) {
            for (Object wrong : wrongTypes(field.schema())) {
              tried[0]++;
              Response refused = send(operation, field.around().body(wrong).encode());
              assertThat(fields(refused))
                  .as("%s = %s", field.path(), wrong)
                  .containsExactly(field.path());
            }
            for (Object wrong : wrongWords(field.schema())) {
              Response refused = send(operation, with(operation, field, wrong));
              assertThat(fields(refused)).as("%s = %s", field.path(), wrong).contains(field.path());
            }
          }
        });
    assertThat(tried[0]).isGreaterThan(FEWEST_FIELDS);
  }

  @Test
  void aTextThatIsTooLongIsNamed() {
    forEach(
        operation -> {
          for (Field field : fieldsOf(operation)) {
            if (field.schema().containsKey("maxLength")) {
              String tooLong = "n".repeat(field.schema().getInteger("maxLength") + 1);
              Response refused = send(operation, with(operation, field, tooLong));
              assertThat(fields(refused)).as(field.path()).contains(field.path());
            }
          }
        });
  }

  @Test
  void aNumberOutsideItsBoundsIsNamed() {
    forEach(
        operation -> {
          for (Field field : fieldsOf(operation)) {
            for (Long outside : outside(field.schema())) {
              Response refused = send(operation, with(operation, field, outside));
              assertThat(fields(refused))
                  .as("%s = %s", field.path(), outside)
                  .contains(field.path());
            }
          }
        });
  }

  @Test
  void whatIsNoObjectIsNoBody() {
    forEach(
        operation -> {
          for (String body :
              List.of("{", "{\"a\":", "[]", "[{}]", "7", "\"text\"", "true", "{} {}")) {
            assertProblem(send(operation, body), 400, "malformed-json");
          }
        });
  }

  @Test
  void anEmptyBodyIsNoFailureOfOurs() {
    forEach(
        operation -> {
          for (String body : List.of("", " ", "null")) {
            assertRefusedOrTaken(operation, send(operation, body));
          }
          assertRefusedOrTaken(
              operation,
              ApiCall.as(key(operation))
                  .contentType(ContentType.JSON)
                  .request(method(operation), path(operation)));
        });
  }

  @Test
  void aBodyOfAnotherTypeIsRefused() {
    forEach(
        operation -> {
          for (String type : List.of("text/plain", "application/xml", "application/octet-stream")) {
            Response refused =
                ApiCall.as(key(operation))
                    .header("Content-Type", type)
                    .body(example(operation).encode().getBytes())
                    .request(method(operation), path(operation));
            assertProblem(refused, 415, "unsupported-media-type");
            assertProblem(
                ApiCall.as(null)
                    .header("Content-Type", type)
                    .body(new byte[] {'x'})
                    .request(method(operation), path(operation)),
                401,
                "unauthorized");
          }
        });
  }

  @Test
  void aBodyOfMoreThanAMebibyteIsTooLarge() {
    forEach(
        operation -> {
          String answer = announce(operation, 1024 * 1024 + 1);
          assertThat(answer).startsWith("HTTP/1.1 413 ");
          assertThat(answer.toLowerCase(Locale.ROOT))
              .contains("content-type: application/problem+json");
          assertThat(answer).contains("\"type\":\"urn:tillgram:problem:too-large\"");
        });
  }

  private void assertRefusedOrTaken(Operation operation, Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isLessThan(500);
    boolean mayBeLeftOut =
        operation.body().orElseThrow().schema().getJsonArray("required", new JsonArray()).isEmpty();
    if (!mayBeLeftOut) {
      assertThat(answer.statusCode()).isIn(400, 422);
    }
    if (answer.statusCode() >= 400) {
      assertThat(answer.contentType()).startsWith("application/problem+json");
    }
  }

  private String announce(Operation operation, int size) {
    try {
      return RawHttp.send(
          "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\nContent-Type: application/json\r\nAuthorization: %s\r\n\r\n"
              .formatted(method(operation), path(operation), size, key(operation)));
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private List<Operation> takingJson() {
    return api.operations().stream()
        .filter(operation -> operation.body().filter(ApiDescription.Body::isJson).isPresent())
        .toList();
  }

  private List<Field> fieldsOf(Operation operation) {
    List<Field> fields = new ArrayList<>();
    collect(operation.body().orElseThrow().schema(), "", JsonObject.class::cast, fields);
    return fields;
  }

  private void collect(
      JsonObject schema, String prefix, Function<Object, JsonObject> around, List<Field> into) {
    api.properties(schema)
        .forEach(
            (name, property) ->
                collectValue(
                    property,
                    prefix + name,
                    value -> around.apply(beside(schema, prefix).put(name, value)),
                    into));
  }

  /** What is required of an object in the body, so that only the field is wrong about it. */
  private JsonObject beside(JsonObject schema, String prefix) {
    return prefix.isEmpty() ? new JsonObject() : api.example(schema, own::value);
  }

  private void collectValue(
      JsonObject schema, String path, Function<Object, JsonObject> around, List<Field> into) {
    into.add(new Field(path, schema, around::apply));
    if (schema.containsKey("properties")) {
      collect(schema, path + ".", around, into);
    }
    if (schema.containsKey("items")) {
      collectValue(
          api.resolve(schema.getJsonObject("items")),
          path + "[0]",
          value -> around.apply(new JsonArray().add(value)),
          into);
    }
  }

  private static List<Object> wrongTypes(JsonObject schema) {
    List<Object> wrong = new ArrayList<>();
    String type = schema.getString("type", "object");
    if (!type.equals("object")) {
      wrong.add(new JsonObject());
    }
    if (!type.equals("array")) {
      wrong.add(new JsonArray().add(1));
    }
    if (!type.equals("string")) {
      wrong.add("text");
    }
    if (!type.equals("boolean")) {
      wrong.add(true);
    }
    if (!type.equals("integer")) {
      wrong.add(7);
    }
    wrong.add(1.5);
    return wrong;
  }

  private static List<Object> wrongWords(JsonObject schema) {
    boolean chosen = schema.containsKey("enum") || schema.containsKey("format");
    return chosen && schema.getString("type").equals("string")
        ? List.of("no such thing", "")
        : List.of();
  }

  private static List<Long> outside(JsonObject schema) {
    List<Long> outside = new ArrayList<>();
    if (schema.containsKey("minimum")) {
      outside.add(schema.getLong("minimum") - 1);
    }
    if (schema.containsKey("maximum")) {
      outside.add(schema.getLong("maximum") + 1);
    }
    return outside;
  }

  /** An example with one field in it, or what is around it, replaced. */
  private String with(Operation operation, Field field, Object value) {
    return example(operation).mergeIn(field.around().body(value), true).encode();
  }

  private JsonObject example(Operation operation) {
    return api.example(operation.body().orElseThrow().schema(), own::value);
  }

  /** The fields that a refusal names. */
  private static List<String> fields(Response refused) {
    return assertProblem(refused, 422, "invalid-input").getJsonArray("errors").stream()
        .map(error -> ((JsonObject) error).getString("field"))
        .toList();
  }

  private Response send(Operation operation, String body) {
    return ApiCall.as(key(operation))
        .contentType(ContentType.JSON)
        .body(body)
        .request(method(operation), path(operation));
  }

  private String key(Operation operation) {
    return "Bearer " + (operation.scope().isPresent() ? own.shop().apiKey() : Shops.OPERATOR_KEY);
  }

  private String path(Operation operation) {
    UnaryOperator<String> ids = own::id;
    return ApiCall.path(operation, ids);
  }

  private static String method(Operation operation) {
    return operation.method().toUpperCase(Locale.ROOT);
  }

  private void forEach(Consumer<Operation> check) {
    SoftAssertions all = new SoftAssertions();
    for (Operation operation : takingJson()) {
      all.assertThatCode(() -> check.accept(operation))
          .as("%s", operation)
          .doesNotThrowAnyException();
    }
    all.assertAll();
  }
}
