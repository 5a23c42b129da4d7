package io.github.tillgram.merchantapi.description;

import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request and its answer, as the validator wants to see them. */
record Exchange(FilterableRequestSpecification asked, URI address, Response answered) {

  int status() {
    return answered.statusCode();
  }

  /** Without the slash that makes no difference at its end. */
  String path() {
    return address.getRawPath().replaceFirst("/$", "");
  }

  Request.Method method() {
    return Request.Method.valueOf(asked.getMethod());
  }

  /** Whether there is a body that the description can say something about. */
  boolean sentForm() {
    return asked.getContentType() != null && asked.getContentType().startsWith("multipart/");
  }

  Request request() {
    SimpleRequest.Builder request = new SimpleRequest.Builder(method(), path());
    asked.getHeaders().forEach(header -> request.withHeader(header.getName(), header.getValue()));
    query().forEach(request::withQueryParam);
    sent().ifPresent(request::withBody);
    return request.build();
  }

  /** The body without what is null, which counts as left out. */
  private Optional<String> sent() {
    Object body = asked.getBody();
    String text =
        body instanceof byte[]
            ? new String((byte[]) body, StandardCharsets.UTF_8)
            : String.valueOf(body);
    return text.isBlank() || text.strip().equals("null")
        ? Optional.empty()
        : Optional.of(((JsonObject) withoutNulls(new JsonObject(text))).encode());
  }

  private static Object withoutNulls(Object value) {
    if (value instanceof JsonArray) {
      JsonArray kept = new JsonArray();
      ((JsonArray) value).forEach(each -> kept.add(withoutNulls(each)));
      return kept;
    }
    if (!(value instanceof JsonObject)) {
      return value;
    }
    JsonObject kept = new JsonObject();
    ((JsonObject) value)
        .forEach(
            each -> {
              if (each.getValue() != null) {
                kept.put(each.getKey(), withoutNulls(each.getValue()));
              }
            });
    return kept;
  }

  SimpleResponse response() {
    SimpleResponse.Builder response = SimpleResponse.Builder.status(status());
    for (Header header : answered.headers()) {
      response.withHeader(header.getName(), header.getValue());
    }
    if (!answeredType().isEmpty()) {
      response.withBody(answered.asString());
    }
    return response.build();
  }

  /** What the answer is, without its parameters; empty if it has no body. */
  String answeredType() {
    return answered.contentType() == null
        ? ""
        : answered.contentType().replaceFirst(";.*", "").strip();
  }

  /** Whether it is as long as it likes, and left to whoever reads it. */
  boolean answeredFile() {
    return !answeredType().isEmpty() && !answeredType().matches("application/(problem\\+)?json");
  }

  /** An empty one counts as left out. */
  private Map<String, List<String>> query() {
    Map<String, List<String>> query = new LinkedHashMap<>();
    String raw = address.getRawQuery() == null ? "" : address.getRawQuery();
    for (String pair : raw.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0 && equals < pair.length() - 1) {
        query
            .computeIfAbsent(decode(pair.substring(0, equals)), name -> new ArrayList<>())
            .add(decode(pair.substring(equals + 1)));
      }
    }
    return query;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return asked.getMethod() + " " + address.getPath() + " " + status();
  }
}
