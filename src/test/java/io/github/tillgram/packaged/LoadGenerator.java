package io.github.tillgram.packaged;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Posts updates over so many connections, each of which sends the next one when it has its answer,
 * and checks every answer. One thread and no library: on a small machine whatever the generator
 * takes is missing from what it measures.
 */
final class LoadGenerator {

  /**
   * One request and what its answer must be.
   *
   * @param answer the body of the 200 that is expected
   */
  record Shot(byte[] request, String answer) {}

  /** What came of it; times are in nanoseconds. */
  record Result(int answered, List<String> wrong, long elapsed, long[] latencies) {

    long perSecond() {
      return answered * 1_000_000_000L / elapsed;
    }

    /** The latency that so many percent of the answers did not exceed. */
    double millis(double percent) {
      int index = (int) Math.ceil(latencies.length * percent / 100) - 1;
      return latencies[Math.max(0, index)] / 1e6;
    }

    @Override
    public String toString() {
      return "%,d answers, %,d/s, p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, slowest %.1f ms"
          .formatted(answered, perSecond(), millis(50), millis(99), millis(99.9), millis(100));
    }
  }

  private static final int MOST_WRONG_SHOWN = 20;
  private static final Duration SILENCE = Duration.ofSeconds(15);
  private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final InetSocketAddress target;
  private final IntFunction<Shot> shots;
  private final int count;
  private final List<String> wrong = new ArrayList<>();
  private final long[] latencies;
  private int fired;
  private int answered;

  private LoadGenerator(int port, IntFunction<Shot> shots, int count) {
    this.target = new InetSocketAddress("localhost", port);
    this.shots = shots;
    this.count = count;
    this.latencies = new long[count];
  }

  /** Fires the shots 0 to {@code count} - 1. */
  static Result fire(int port, int connections, int count, IntFunction<Shot> shots)
      throws IOException {
    return new LoadGenerator(port, shots, count).run(connections);
  }

  /** The bytes of a POST. */
  static byte[] post(String path, String body, String... headers) {
    StringBuilder request = new StringBuilder("POST ").append(path).append(" HTTP/1.1\r\n");
    request.append("Host: localhost\r\nContent-Type: application/json\r\n");
    for (int i = 0; i < headers.length; i += 2) {
      request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
    }
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    request.append("Content-Length: ").append(length).append("\r\n\r\n").append(body);
    return request.toString().getBytes(StandardCharsets.UTF_8);
  }

  private Result run(int connections) throws IOException {
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < connections; i++) {
        SocketChannel channel = SocketChannel.open(target);
        channel.configureBlocking(false);
        channel.socket().setTcpNoDelay(true);
        channel.register(selector, SelectionKey.OP_READ, new Line(channel));
      }
      long begun = System.nanoTime();
      for (SelectionKey key : selector.keys()) {
        ((Line) key.attachment()).next();
      }
      while (answered < count) {
        if (selector.select(this::read, SILENCE.toMillis()) == 0) {
          throw new IOException("Nobody was answered for " + SILENCE + ", after " + answered);
        }
      }
      long elapsed = System.nanoTime() - begun;
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      long[] sorted = Arrays.copyOf(latencies, answered);
      Arrays.sort(sorted);
      return new Result(answered, wrong, elapsed, sorted);
    }
  }

  private void read(SelectionKey key) {
    try {
      ((Line) key.attachment()).read();
    } catch (IOException broken) {
      throw new IllegalStateException("A connection broke after " + answered, broken);
    }
  }

  /** One connection. */
  private final class Line {

    private final SocketChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
    private Shot shot;
    private long sentAt;

    Line(SocketChannel channel) {
      this.channel = channel;
    }

    void next() throws IOException {
      if (fired == count) {
        return;
      }
      shot = shots.apply(fired++);
      buffer.clear();
      sentAt = System.nanoTime();
      ByteBuffer request = ByteBuffer.wrap(shot.request());
      while (request.hasRemaining()) {
        channel.write(request);
      }
    }

    void read() throws IOException {
      if (channel.read(buffer) < 0) {
        throw new IOException("closed by the service");
      }
      int bodyAt = bodyAt();
      if (bodyAt < 0) {
        return;
      }
      String head = new String(buffer.array(), 0, bodyAt, StandardCharsets.US_ASCII);
      int end = bodyAt + contentLength(head);
      if (buffer.position() < end) {
        return;
      }
      latencies[answered++] = System.nanoTime() - sentAt;
      String body = new String(buffer.array(), bodyAt, end - bodyAt, StandardCharsets.UTF_8);
      if (!head.startsWith("HTTP/1.1 200 ") || !body.equals(shot.answer())) {
        note(head.substring(0, head.indexOf('\r')) + ' ' + body);
      }
      next();
    }

    private int bodyAt() {
      byte[] bytes = buffer.array();
      for (int i = 0; i + END_OF_HEAD.length <= buffer.position(); i++) {
        if (Arrays.equals(bytes, i, i + END_OF_HEAD.length, END_OF_HEAD, 0, END_OF_HEAD.length)) {
          return i + END_OF_HEAD.length;
        }
      }
      return -1;
    }

    private static int contentLength(String head) {
      String name = "content-length:";
      int at = head.toLowerCase(java.util.Locale.ROOT).indexOf(name);
      if (at < 0) {
        return 0;
      }
      return Integer.parseInt(head.substring(at + name.length(), head.indexOf('\r', at)).strip());
    }

    private void note(String answer) {
      if (wrong.size() < MOST_WRONG_SHOWN) {
        wrong.add(answer);
      }
    }
  }
}
