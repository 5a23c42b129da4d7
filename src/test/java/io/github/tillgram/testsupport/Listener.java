package io.github.tillgram.testsupport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A merchant's back end: hears deliveries, and answers as it is told. */
public final class Listener implements AutoCloseable {

  /** What was heard. */
  public record Heard(Instant at, Map<String, String> headers, String body) {

    public JsonObject json() {
      return new JsonObject(body);
    }

    public String id() {
      return headers.get("webhook-id");
    }

    public String type() {
      return json().getString("type");
    }

    /** Of the invoice it is about. */
    public String invoice() {
      JsonObject invoice = json().getJsonObject("data").getJsonObject("invoice");
      return invoice == null ? null : invoice.getString("id");
    }
  }

  /** An answer; a status of 0 closes the connection without one. */
  public record Answer(int status, Map<String, String> headers, String body) {

    public static Answer of(int status) {
      return new Answer(status, Map.of(), "");
    }
  }

  /** Decides, in a thread of its own, which may wait. */
  public interface Mood {
    Answer answer(Heard heard) throws InterruptedException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Heard> heard = new CopyOnWriteArrayList<>();
  private volatile Mood mood = all -> Answer.of(200);

  public Listener() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  public Listener answering(Mood next) {
    mood = next;
    return this;
  }

  public Listener answering(int status) {
    return answering(all -> Answer.of(status));
  }

  public List<Heard> heard() {
    return heard;
  }

  public List<String> types() {
    return heard.stream().map(Heard::type).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    Heard one =
        new Heard(
            Instant.now(),
            headers,
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    heard.add(one);
    try (exchange) {
      Answer answer = mood.answer(one);
      if (answer.status() > 0) {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
