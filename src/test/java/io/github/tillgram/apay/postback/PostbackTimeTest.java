package io.github.tillgram.apay.postback;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.apay.onboarding.Signer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How long 64 KiB take from the bytes to the entries, or to the refusal, in the middle of many
 * runs. The bound leaves room for a busy machine; what a body costs is a fraction of it.
 */
class PostbackTimeTest {

  private static final int SIZE = 64 * 1024;
  private static final int WARM_UP = 300;
  private static final int RUNS = 31;
  private static final long MOST_MICROSECONDS = 15_000;
  private static final String ORDER =
      "{\"order_id\":\"0123456789abcdef\",\"status\":\"Success\",\"amount\":6008.39,"
          + "\"currency\":\"INR\",\"custom_transaction_id\":\"a/b\"}";

  private static final List<Signer> ONE = List.of(Keys.DEMO.signer());

  record Case(String name, String transactions, List<Signer> signers, boolean signed) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    String orders = filled("[", ORDER, ",", "]");
    return Stream.of(
        new Case("a batch", orders, ONE, true),
        new Case("a batch with a wrong signature", orders, ONE, false),
        new Case("a batch, a thousand candidates", orders, many(1_000), false),
        new Case("open brackets", "[".repeat(SIZE), ONE, false),
        new Case("open objects", "{\"\":".repeat(SIZE / 4), ONE, false),
        new Case("as deep as may be", deep(), ONE, true),
        new Case("empty arrays", filled("[", "[]", ",", "]"), ONE, false),
        new Case("empty objects", filled("[", "{}", ",", "]"), ONE, true),
        new Case("small objects", filled("[", "{\"\":0}", ",", "]"), ONE, true),
        new Case("digits", filled("[", "0", ",", "]"), ONE, false),
        new Case("one long number", "[" + "1".repeat(SIZE) + "]", ONE, false),
        new Case("members of one object", "[{" + names("%x") + "}]", ONE, true),
        new Case("names of one hash", "[{" + colliding() + "}]", ONE, true),
        new Case("one long string", "[{\"a\":\"" + "x".repeat(SIZE) + "\"}]", ONE, true),
        new Case("escaped NULs", "[{\"a\":\"" + "\\u0000".repeat(SIZE / 6) + "\"}]", ONE, false),
        new Case("escaped slashes", "[{\"a\":\"" + "\\/".repeat(SIZE / 2) + "\"}]", ONE, false),
        new Case("line separators", "[{\"a\":\"" + "\u2028".repeat(SIZE / 3) + "\"}]", ONE, false),
        new Case("emoji", "[{\"a\":\"" + "😀".repeat(SIZE / 4) + "\"}]", ONE, false),
        new Case("blanks", "[{" + " ".repeat(SIZE) + "}]", ONE, false));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void takesAFewMilliseconds(Case which) {
    String signature = which.signed() ? Keys.DEMO.signature(which.transactions()) : "0".repeat(40);
    byte[] body = Keys.DEMO.body(signature, which.transactions()).getBytes(StandardCharsets.UTF_8);
    List<Long> times = new ArrayList<>();
    for (int run = 0; run < WARM_UP + RUNS; run++) {
      long begun = System.nanoTime();
      boolean taken = isTaken(body, which.signers());
      times.add((System.nanoTime() - begun) / 1_000);
      assertThat(taken).isEqualTo(which.signed());
    }
    List<Long> warm = times.subList(WARM_UP, times.size());
    Collections.sort(warm);
    assertThat(warm.get(RUNS / 2)).isLessThan(MOST_MICROSECONDS);
  }

  private static boolean isTaken(byte[] bytes, List<Signer> signers) {
    try {
      PostbackBody body = PostbackBody.read(bytes);
      Verified.by(signers, body);
      return !Entries.of(body).isEmpty();
    } catch (PostbackRefused refused) {
      return false;
    }
  }

  private static List<Signer> many(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Keys(Keys.DEMO.access(), "private key " + i).signer())
        .toList();
  }

  private static String filled(String open, String item, String separator, String close) {
    int count = SIZE / (item.length() + separator.length());
    return Collections.nCopies(count, item).stream()
        .collect(Collectors.joining(separator, open, close));
  }

  private static String deep() {
    int levels = Scanner.DEEPEST - 4;
    String nested = "[".repeat(levels) + "]".repeat(levels);
    return "[{\"a\":["
        + Collections.nCopies(SIZE / nested.length(), nested).stream()
            .collect(Collectors.joining(","))
        + "]}]";
  }

  private static String names(String form) {
    return IntStream.range(0, SIZE / 9)
        .mapToObj(i -> "\"" + String.format(form, i) + "\":0")
        .collect(Collectors.joining(","));
  }

  /** In Java "Aa" and "BB" have the same hash, and so have all that are made of them. */
  private static String colliding() {
    int length = 12;
    return IntStream.range(0, SIZE / (2 * length + 5))
        .mapToObj(
            i ->
                IntStream.range(0, length)
                    .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                    .collect(Collectors.joining("", "\"", "\":0")))
        .collect(Collectors.joining(","));
  }
}
