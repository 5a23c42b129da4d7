package io.github.tillgram.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tillgram.merchant.BotRole;
import io.github.tillgram.security.Secret;
import io.github.tillgram.telegram.api.UpdateKind;
import io.github.tillgram.telegram.client.BotCredentials;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateReaderTest {

  private static final ConnectedBot BOT =
      new ConnectedBot(
          UUID.randomUUID(),
          UUID.randomUUID(),
          BotRole.MERCHANT,
          new BotCredentials(Secret.of("1:" + "t".repeat(35)), false),
          Optional.of("our_bot"),
          Secret.of("s"),
          Optional.empty());

  @ParameterizedTest
  @EnumSource
  void everyKnownKindIsFoundByItsName(UpdateKind kind) {
    IncomingUpdate update =
        read("{\"update_id\": 7, \"%s\": {\"a\": 1}}".formatted(kind.wireName())).orElseThrow();

    assertThat(update.kind()).isEqualTo(kind);
    assertThat(update.updateId()).isEqualTo(7);
    assertThat(update.content().path("a").asInt()).isEqualTo(1);
    assertThat(update.bot()).isEqualTo(BOT);
    assertThat(update.namesMoney()).isEqualTo(kind == UpdateKind.PURCHASED_PAID_MEDIA);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"update_id\": 7}",
        "{\"update_id\": 7, \"quantum_payment\": {}}",
        "{\"update_id\": 7, \"MESSAGE\": {}}",
        "{\"update_id\": 7, \"message\": null, \"pre_checkout_query\": null}",
        "{\"update_id\": 7, \"message\": \"text\"}",
        "{\"update_id\": 7, \"message\": [{}]}"
      })
  void anUpdateWithoutAKindWeKnowIsNone(String body) {
    assertThat(read(body)).isEmpty();
  }

  @Test
  void unknownMembersBesideTheKindAreIgnored() {
    assertThat(read("{\"trace\": \"a\", \"message\": {}, \"update_id\": 7, \"x\": {}}"))
        .get()
        .extracting(IncomingUpdate::kind)
        .isEqualTo(UpdateKind.MESSAGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "7",
        "[]",
        "[{\"update_id\": 7, \"message\": {}}]",
        "{}",
        "{\"message\": {}}",
        "{\"update_id\": null, \"message\": {}}",
        "{\"update_id\": \"7\", \"message\": {}}",
        "{\"update_id\": 7.5, \"message\": {}}",
        "{\"update_id\": 7.0, \"message\": {}}",
        "{\"update_id\": 9223372036854775808, \"message\": {}}",
        "{\"update_id\": 7, \"update_id\": 8, \"message\": {}}",
        "{\"update_id\": 7, \"message\": {\"text\": \"cut o",
        "{\"update_id\": 7, \"message\": {}} {}",
        "{\"update_id\": 7, \"message\": {}}\u0000",
        "\u0000"
      })
  void whatIsNotOneObjectWithAnUpdateIdIsUnreadable(String body) {
    assertThatThrownBy(() -> read(body)).isInstanceOf(UnreadableUpdate.class);
  }

  @Test
  void bytesThatAreNoUtf8AreUnreadable() {
    byte[] body =
        "{\"update_id\": 7, \"message\": {\"text\": \"\u00fc\"}}"
            .getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> UpdateReader.read(BOT, body)).isInstanceOf(UnreadableUpdate.class);
  }

  @Test
  void whatIsUnreadableIsSaidWithoutWhatItHolds() {
    assertThatThrownBy(() -> read("{\"update_id\": 7, \"message\": {\"text\": \"Marta"))
        .hasMessage("not one JSON text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"successful_payment", "refunded_payment"})
  void aMessageWithAPaymentNamesMoney(String member) {
    IncomingUpdate update =
        read("{\"update_id\": 7, \"message\": {\"%s\": {}}}".formatted(member)).orElseThrow();

    assertThat(update.namesMoney()).isTrue();
    assertThat(update.selector().name().toLowerCase()).isEqualTo(member);
  }

  @Test
  void aPurchaseOfPaidMediaNamesWhatWasPaidFor() {
    assertThat(read("{\"update_id\": 7, \"purchased_paid_media\": {}}").orElseThrow().namesMoney())
        .isTrue();
  }

  @Test
  void aReplyToAReceiptIsNoPayment() {
    assertThat(
            read("{\"update_id\": 7, \"message\": {\"text\": \"when?\","
                    + " \"reply_to_message\": {\"successful_payment\": {}}}}")
                .orElseThrow()
                .namesMoney())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"update_id\":1,\"message\":{\"successful_payment\":{\"curr",
        "[\"refunded_payment\"]",
        "{\"successful_payment\" : 1}",
        "{\"update_id\":1,\"purchased_paid_media\":{"
      })
  void unreadableBytesMayStillMentionMoney(String body) {
    assertThat(UpdateReader.mentionsMoney(bytes(body))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"update_id\":1,\"message\":{\"text\":\"I said \\\"successful_payment\\\" to her",
        "{\"text\":\"successful_payment is a fine word"
      })
  void aPersonWhoWritesTheWordDoesNotMentionMoney(String body) {
    assertThat(UpdateReader.mentionsMoney(bytes(body))).isFalse();
  }

  private static Optional<IncomingUpdate> read(String body) {
    return UpdateReader.read(BOT, bytes(body));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
