package io.github.tillgram.botapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.botapi.CallListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Records what our service says to the Bot API while tests run, and compares it with the extract:
 * calls as they reach the sandbox, and the calls in responses of webhooks. What tests themselves
 * send comes from other clients and is none of ours.
 *
 * <p>The first request of each shape is kept in {@code target/bot-api-requests.jsonl}.
 */
public final class ClientRequests implements CallListener {

  private static final String OUR_CLIENT = "Quarkus REST Client";
  private static final Path FILE = Path.of("target", "bot-api-requests.jsonl");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final RequestCheck CHECK = new RequestCheck(BotApiExtract.load());
  private static final Queue<String> VIOLATIONS = new ConcurrentLinkedQueue<>();
  private static final Set<String> METHODS = ConcurrentHashMap.newKeySet();
  private static final Set<String> SHAPES = ConcurrentHashMap.newKeySet();

  @Override
  public void called(CallListener.Request request) {
    if (OUR_CLIENT.equals(request.userAgent())) {
      check(request.method(), parse(request.body()), request.testServers());
    }
  }

  /** A call in the response of a webhook names its method itself. */
  static void replied(String body) {
    JsonNode call = parse(body.getBytes(StandardCharsets.UTF_8));
    check(call.path("method").asText(), call, false);
  }

  /** The methods that were called since the tests began. */
  public static Set<String> methods() {
    return new TreeSet<>(METHODS);
  }

  /** What was wrong since the last time somebody asked. */
  static List<String> takeViolations() {
    List<String> taken = new ArrayList<>();
    for (String next = VIOLATIONS.poll(); next != null; next = VIOLATIONS.poll()) {
      taken.add(next);
    }
    return taken;
  }

  private static void check(String method, JsonNode request, boolean testServers) {
    JsonNode arguments = withoutItsName(method, request);
    METHODS.add(method);
    try {
      CHECK
          .violations(method, arguments, testServers)
          .forEach(violation -> VIOLATIONS.add(violation + " in " + arguments));
    } catch (RuntimeException e) {
      VIOLATIONS.add(method + " could not be checked: " + e);
    }
    Set<String> names = new TreeSet<>();
    arguments.fieldNames().forEachRemaining(names::add);
    if (SHAPES.add(method + names)) {
      keep(method, arguments);
    }
  }

  /** Answers name their method, for the response of a webhook; in a call that does no harm. */
  private static JsonNode withoutItsName(String method, JsonNode request) {
    boolean named = method.equals(request.path("method").textValue());
    return named ? request.<ObjectNode>deepCopy().without("method") : request;
  }

  private static synchronized void keep(String method, JsonNode arguments) {
    ObjectNode line = JsonNodeFactory.instance.objectNode().set(method, arguments);
    try {
      Files.writeString(FILE, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parse(byte[] body) {
    try {
      return body.length == 0 ? JsonNodeFactory.instance.objectNode() : MAPPER.readTree(body);
    } catch (IOException e) {
      return JsonNodeFactory.instance.textNode("not JSON");
    }
  }
}
