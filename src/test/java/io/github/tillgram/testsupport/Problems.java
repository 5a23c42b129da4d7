package io.github.tillgram.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Holds what our API refuses with against RFC 9457 and our contract. */
public final class Problems {

  private static final String[] INSIDES = {
    "io.github",
    "java.",
    "jakarta",
    "Exception",
    "org.hibernate",
    "PgException",
    "com.fasterxml",
    "SELECT ",
    "select ",
    "insert into",
    "(through reference chain",
    "\tat ",
    "\\tat "
  };

  private static final List<String> MEMBERS =
      List.of("type", "title", "status", "detail", "errors");

  private Problems() {}

  /** A problem of this kind that tells nothing of our insides; gives it for a closer look. */
  public static JsonObject assertProblem(Response response, int status, String type) {
    String text = response.asString();
    assertThat(response.statusCode()).as(text).isEqualTo(status);
    assertThat(response.contentType()).startsWith("application/problem+json");
    JsonObject problem = new JsonObject(text);
    assertThat(problem.getString("type")).isEqualTo("urn:tillgram:problem:" + type);
    assertThat(problem.getInteger("status")).isEqualTo(status);
    assertThat(problem.getString("title")).isNotBlank();
    assertThat(problem.getString("detail")).isNotBlank();
    assertThat(problem.fieldNames()).isSubsetOf(MEMBERS);
    assertThat(text).doesNotContain(INSIDES);
    return problem;
  }

  /** 422 that names exactly this field, once; gives the message. */
  public static String assertInvalid(Response response, String field) {
    JsonArray errors =
        assertProblem(response, 422, "invalid-input").getJsonArray("errors", new JsonArray());
    assertThat(errors).as(response.asString()).hasSize(1);
    assertThat(errors.getJsonObject(0).fieldNames()).containsExactlyInAnyOrder("field", "message");
    assertThat(errors.getJsonObject(0).getString("field")).isEqualTo(field);
    String message = errors.getJsonObject(0).getString("message");
    assertThat(message).isNotBlank();
    return message;
  }
}
