package io.github.tillgram.testsupport;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calls an operation of our API as its description says, with ids put in for its parameters. */
public final class ApiCall {

  private static final Pattern PARAMETER = Pattern.compile("([^/]+)/\\{[^}]+}");

  private final ApiDescription api;

  public ApiCall(ApiDescription api) {
    this.api = api;
  }

  /** The path with the id of a collection in each place that asks for one. */
  public static String path(ApiDescription.Operation operation, UnaryOperator<String> ids) {
    Matcher parameters = PARAMETER.matcher(operation.path());
    return parameters.replaceAll(
        found -> found.group(1) + "/" + Matcher.quoteReplacement(ids.apply(found.group(1))));
  }

  /**
   * @param authorization the header, or {@code null} for none
   * @param ids by the collection a path parameter stands behind
   * @param values by the name of a property of the body
   */
  public Response send(
      ApiDescription.Operation operation,
      String authorization,
      UnaryOperator<String> ids,
      Function<String, Object> values) {
    return send(operation, as(authorization), ids, values);
  }

  /** The same with a request that has something in it already. */
  public Response send(
      ApiDescription.Operation operation,
      RequestSpecification request,
      UnaryOperator<String> ids,
      Function<String, Object> values) {
    operation
        .body()
        .ifPresent(
            body -> {
              if (body.isJson()) {
                request
                    .contentType(ContentType.JSON)
                    .body(api.example(body.schema(), values).encode());
              } else {
                request.multiPart("file", "proof.png", new byte[] {1, 2, 3}, "image/png");
              }
            });
    return request.request(operation.method().toUpperCase(Locale.ROOT), path(operation, ids));
  }

  public static RequestSpecification as(String authorization) {
    RequestSpecification request = given().urlEncodingEnabled(false);
    return authorization == null ? request : request.header("Authorization", authorization);
  }
}
