package io.github.tillgram.apay.postback;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.apay.deposit.Entry;
import io.github.tillgram.apay.onboarding.Signer;
import io.github.tillgram.apay.postback.PhpOrders.Wire;
import io.github.tillgram.apay.postback.PhpOrders.Written;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is signed is taken, however it is written; what is changed is not. */
class SignedBytesTest {

  private static final long SEED = 20261124;
  private static final int BODIES = 600;
  private static final int CHANGED_BODIES = 4;
  private static final List<Signer> SIGNERS = List.of(Keys.DEMO.signer());

  @ParameterizedTest
  @EnumSource
  void whateverPhpSignsIsTaken(Wire wire) {
    Random random = new Random(SEED);
    PhpOrders orders = new PhpOrders(random, wire);
    for (int i = 0; i < BODIES; i++) {
      Written written = orders.next();
      Optional<PostbackForm> form = form(body(written));

      assertThat(form)
          .as("body %s: %s", i, written.sent())
          .contains(
              written.sent().equals(written.signed()) ? PostbackForm.RAW : PostbackForm.LEXICAL);
      assertThat(entries(body(written)))
          .hasSize(written.transactions())
          .allMatch(Entry.Readable.class::isInstance);
    }
  }

  /** The hexadecimal digits of an escape may change their case: it stays the same character. */
  @ParameterizedTest
  @EnumSource
  void noByteOfTheTransactionsCanBeChangedButBlanks(Wire wire) {
    Random random = new Random(SEED);
    PhpOrders orders = new PhpOrders(random, wire);
    for (int i = 0; i < CHANGED_BODIES; i++) {
      Written written = orders.next();
      byte[] body = body(written);
      int start = new String(body, StandardCharsets.ISO_8859_1).indexOf("\"transactions\":") + 15;
      List<Entry> before = entries(body);
      for (int at = start; at < body.length - 1; at++) {
        for (int bit = 0; bit < 8; bit++) {
          check(body, at, (byte) (body[at] ^ 1 << bit), before);
        }
        for (char telling : " \t\"\\/{}[],:0e+".toCharArray()) {
          check(body, at, (byte) telling, before);
        }
      }
    }
  }

  private static void check(byte[] body, int at, byte changed, List<Entry> before) {
    byte original = body[at];
    if (original == changed) {
      return;
    }
    byte[] tampered = body.clone();
    tampered[at] = changed;
    if (form(tampered).isPresent()) {
      assertThat(isBlank(original) && isBlank(changed) || isHexInAnotherCase(original, changed))
          .as("%c became %c in %s", original, changed, new String(body, StandardCharsets.UTF_8))
          .isTrue();
      assertThat(entries(tampered))
          .usingRecursiveComparison()
          .ignoringFields("text", "transaction.text")
          .isEqualTo(before);
    }
  }

  @Test
  void noByteCanBeDroppedOrAdded() {
    byte[] body = body(new PhpOrders(new Random(SEED), Wire.AS_SIGNED).next());
    int start = new String(body, StandardCharsets.ISO_8859_1).indexOf("\"transactions\":") + 15;
    for (int at = start; at < body.length - 1; at++) {
      byte[] dropped = Arrays.copyOf(body, body.length - 1);
      System.arraycopy(body, at + 1, dropped, at, body.length - at - 1);
      assertThat(form(dropped)).as("without byte %s", at).isEmpty();
      for (char more : "0 \"a,".toCharArray()) {
        byte[] added = Arrays.copyOf(body, body.length + 1);
        System.arraycopy(body, at, added, at + 1, body.length - at);
        added[at] = (byte) more;
        if (form(added).isPresent()) {
          assertThat(more).as("before byte %s", at).isEqualTo(' ');
        }
      }
    }
  }

  @Test
  void everyPairWithTheAccessKeyIsTriedAndEveryProjectIsNamedOnce() {
    Keys keys = Keys.DEMO;
    Signer fitting = keys.signer();
    Signer sameProject =
        new Signer(
            fitting.projectId(), fitting.merchantId(), fitting.accessKey(), fitting.privateKey());
    Signer otherProject = keys.signer();
    Signer wrong = new Keys(keys.access(), "x").signer();
    Signer elsewhere = new Keys("x", keys.secret()).signer();
    PostbackBody body = PostbackBody.read(keys.sign("[{}]").getBytes(StandardCharsets.UTF_8));

    assertThat(
            Verified.by(List.of(wrong, elsewhere, fitting, sameProject, otherProject), body)
                .signers())
        .extracting(Signer::projectId)
        .containsExactlyInAnyOrder(fitting.projectId(), otherProject.projectId());
  }

  /** The keys in the body play no part: who presents other ones has not signed. */
  @Test
  void onlyConfiguredKeysAreHashed() {
    Keys stranger = new Keys("x", "y");
    Signer configured =
        new Signer(
            UUID.randomUUID(),
            UUID.randomUUID(),
            Keys.DEMO.signer().accessKey(),
            Keys.DEMO.signer().privateKey());
    byte[] body =
        Keys.DEMO.body(stranger.signature("[{}]"), "[{}]").getBytes(StandardCharsets.UTF_8);

    assertThat(form(body, List.of(configured))).isEmpty();
  }

  private static byte[] body(Written written) {
    return Keys.DEMO
        .body(Keys.DEMO.signature(written.signed()), written.sent())
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Optional<PostbackForm> form(byte[] body) {
    return form(body, SIGNERS);
  }

  private static Optional<PostbackForm> form(byte[] body, List<Signer> signers) {
    try {
      PostbackBody read = PostbackBody.read(body);
      PostbackForm form = Verified.by(signers, read).form();
      Entries.of(read);
      return Optional.of(form);
    } catch (PostbackRefused refused) {
      return Optional.empty();
    }
  }

  private static List<Entry> entries(byte[] body) {
    return Entries.of(PostbackBody.read(body));
  }

  private static boolean isBlank(byte character) {
    return " \t\n\r".indexOf(character) >= 0;
  }

  private static boolean isHexInAnotherCase(byte original, byte changed) {
    return (original ^ changed) == 0x20 && Character.digit(original, 16) >= 10;
  }
}
