package io.github.tillgram.telegram.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelegramJsonTest {

  private static final String QUERY =
      """
      {"id": "7", "from": {"id": 42}, "currency": "USD", "total_amount": 1250,
       "invoice_payload": "p"}
      """;

  @Test
  void aQueryIsReadAsItIsWritten() throws Exception {
    PreCheckoutQuery query = read(QUERY);

    assertThat(query.id()).isEqualTo("7");
    assertThat(query.from().id()).isEqualTo(42);
    assertThat(query.currency()).isEqualTo("USD");
    assertThat(query.totalAmount()).isEqualTo(1250);
    assertThat(query.invoicePayload()).isEqualTo("p");
  }

  @Test
  void whatWeDoNotKnowIsIgnoredAtEveryDepth() throws Exception {
    PreCheckoutQuery query =
        read(
            QUERY
                .replace("\"id\": 42", "\"id\": 42, \"mood\": [1, {\"x\": null}]")
                .replace("\"id\": \"7\"", "\"id\": \"7\", \"risk\": {\"score\": 0.2}"));

    assertThat(query.from().id()).isEqualTo(42);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12.5",
        "1250.0",
        "1.25e3",
        "9223372036854775808",
        "-9223372036854775809",
        "1e400",
        "\"1250\"",
        "\"\"",
        "true",
        "null",
        "[1250]",
        "{}",
        "NaN",
        "0x4e2",
        "01250",
        "+1250"
      })
  void whatIsNotAnIntegerOf64BitsIsNoAmount(String amount) {
    assertUnreadable(QUERY.replace("1250", amount));
  }

  @Test
  void theLargestAndTheSmallestIntegerAreAmounts() throws Exception {
    assertThat(read(QUERY.replace("1250", "9223372036854775807")).totalAmount())
        .isEqualTo(Long.MAX_VALUE);
    assertThat(read(QUERY.replace("1250", "-9223372036854775808")).totalAmount())
        .isEqualTo(Long.MIN_VALUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"id\": \"7\",",
        "\"from\": {\"id\": 42},",
        "\"currency\": \"USD\",",
        "\"total_amount\": 1250,"
      })
  void aRequiredPartThatIsMissingIsAnError(String part) {
    assertUnreadable(QUERY.replace(part, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"id\": \"7\"",
        "\"from\": {\"id\": 42}",
        "\"currency\": \"USD\"",
        "\"invoice_payload\": \"p\""
      })
  void aRequiredPartThatIsNullIsAnErrorToo(String part) {
    assertUnreadable(QUERY.replace(part, part.substring(0, part.indexOf(':')) + ": null"));
  }

  @Test
  void anOptionalPartMayBeNull() throws Exception {
    assertThat(read(QUERY.replace("\"id\": 42", "\"id\": 42, \"language_code\": null")).from())
        .extracting(User::languageCode)
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"840", "1.5", "true", "[]", "{}"})
  void whatIsNotTextIsNoCurrency(String currency) {
    assertUnreadable(QUERY.replace("\"USD\"", currency));
  }

  @Test
  void aMemberThatIsThereTwiceIsAnError() {
    assertUnreadable(
        QUERY.replace("\"total_amount\": 1250", "\"total_amount\": 1250, \"id\": \"8\""));
    assertThatThrownBy(() -> tree("{\"a\": {\"b\": 1, \"b\": 2}}")).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{} {}", "{}]", "{}x", "", "{\"a\":", "{'a': 1}", "{a: 1}", "{\"a\":1,}"})
  void whatIsNotExactlyOneJsonTextIsAnError(String json) {
    assertThatThrownBy(() -> requireTree(json)).isInstanceOf(IOException.class);
  }

  @Test
  void nestingWithoutEndIsAnErrorAndNoStackOverflow() {
    assertThatThrownBy(() -> tree("[".repeat(100_000))).isInstanceOf(IOException.class);
  }

  @Test
  void whatPostgresqlCannotStoreIsReplaced() throws Exception {
    assertThat(payloadOf("a\\u0000b")).isEqualTo("a\uFFFDb");
    assertThat(payloadOf("\\ud83d")).isEqualTo("\uFFFD");
    assertThat(payloadOf("\\ude00\\ud83d")).isEqualTo("\uFFFD\uFFFD");
    assertThat(payloadOf("\\ud83d\\ud83d\\ude00")).isEqualTo("\uFFFD\ud83d\ude00");
  }

  @Test
  void everythingElseStaysAsItIs() throws Exception {
    assertThat(payloadOf("Kraków \\ud83d\\ude00 \\u0001 \\/"))
        .isEqualTo("Kraków \ud83d\ude00 \u0001 /");
  }

  @Test
  void theMessageOfAButtonMayBeTooOldToBeShown() throws Exception {
    CallbackQuery pressed =
        TelegramJson.read(
            """
            {"id": "7", "from": {"id": 42}, "chat_instance": "1", "data": "live",
             "message": {"chat": {"id": 42, "type": "private"}, "message_id": 9, "date": 0}}
            """,
            CallbackQuery.class);

    assertThat(pressed.data()).isEqualTo("live");
    assertThat(pressed.message().messageId()).isEqualTo(9);
    assertThat(pressed.message().text()).isNull();
  }

  private static String payloadOf(String text) throws JsonProcessingException {
    return read(QUERY.replace("\"p\"", "\"" + text + "\"")).invoicePayload();
  }

  private static PreCheckoutQuery read(String json) throws JsonProcessingException {
    return TelegramJson.read(json, PreCheckoutQuery.class);
  }

  private static void assertUnreadable(String json) {
    assertThatThrownBy(() -> read(json)).as(json).isInstanceOf(JsonProcessingException.class);
    assertThatThrownBy(() -> TelegramJson.read(tree(json), PreCheckoutQuery.class))
        .as(json + " by way of a tree")
        .isInstanceOf(JsonProcessingException.class);
  }

  private static JsonNode tree(String json) throws IOException {
    return TelegramJson.tree(json.getBytes(StandardCharsets.UTF_8));
  }

  /** Jackson gives no tree for no bytes, instead of failing. */
  private static void requireTree(String json) throws IOException {
    if (tree(json).isMissingNode()) {
      throw new IOException("empty");
    }
  }
}
