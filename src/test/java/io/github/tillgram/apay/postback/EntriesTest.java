package io.github.tillgram.apay.postback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tillgram.apay.deposit.ApayTransaction;
import io.github.tillgram.apay.deposit.Entry;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a transaction. */
class EntriesTest {

  private static final String ORDER =
      "{\"order_id\":\"0123456789abcdef\",\"status\":\"Success\",\"amount\":1,\"currency\":\"INR\"}";

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "0, 0",
        "-0, 0",
        "500, 500",
        "500.00, 500.00",
        "\"500.00\", 500.00",
        "6008.3900000000003, 6008.3900000000003",
        "0.30000000000000004, 0.30000000000000004",
        "1.0e+21, 1000000000000000000000",
        "\"1.0E+21\", 1000000000000000000000",
        "1E2, 100",
        "1.0000000000000001e-5, 0.000010000000000000001",
        "-12.5, -12.5",
        "9223372036854775808, 9223372036854775808"
      })
  void anAmountIsExactlyWhatIsWritten(String written, String amount) {
    assertThat(readable(with("amount", written)).amount())
        .isEqualByComparingTo(new BigDecimal(amount));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e33",
        "1e-33",
        "1e999999999",
        "-1e999999999",
        "1e-999999999",
        "1e2147483647",
        "1e2147483648",
        "1e-2147483648",
        "1e99999999999999999999",
        "0e999999999",
        "\"1e999999999\"",
        "\"\"",
        "\" 1\"",
        "\"1 \"",
        "\"+1\"",
        "\"01\"",
        "\"1.\"",
        "\".5\"",
        "\"1,000.00\"",
        "\"NaN\"",
        "\"Infinity\"",
        "\"0x10\"",
        "\"1f\"",
        "\"১\"",
        "\"1\\n\"",
        "true",
        "[]",
        "{}",
        "[1]"
      })
  void whatIsNoSaneAmountCannotBeRead(String written) {
    assertThat(reason(with("amount", written))).startsWith("amount ").doesNotContain("99", "১");
  }

  @Test
  void aNumberOfManyDigitsIsNotEvenParsed() {
    long begun = System.nanoTime();

    assertThat(reason(with("amount", "1" + "0".repeat(200_000)))).startsWith("amount is longer");
    assertThat(reason(with("amount", "\"" + "9".repeat(200_000) + "\"")))
        .startsWith("amount is longer");
    assertThat(reason(with("created_at", "1e" + "9".repeat(200_000))))
        .startsWith("created_at is longer");

    assertThat(System.nanoTime() - begun).isLessThan(2_000_000_000L);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "order_id, null, is missing",
        "order_id, \"\", is missing",
        "order_id, \" \", is missing",
        "order_id, 42, must be a string",
        "order_id, \"a\\u0000b\", holds a character",
        "order_id, \"\\ud800\", holds a character",
        "status, null, is missing",
        "status, true, must be a string",
        "amount, null, is missing",
        "currency, [], must be a string",
        "currency, null, is missing",
        "payment_system, 1, must be a string",
        "custom_transaction_id, {}, must be a string",
        "custom_user_id, \"\\udc00\\ud800\", holds a character",
        "created_at, \"1735689600\", must be a number",
        "created_at, 1.5, must be whole",
        "created_at, -1, lies outside",
        "activated_at, 253402300800, lies outside",
        "activated_at, 1e20, lies outside"
      })
  void aWrongMemberIsNamed(String member, String written, String reason) {
    assertThat(reason(with(member, written))).startsWith(member + " " + reason);
  }

  @Test
  void aLongTextIsNamedAndNotRepeated() {
    assertThat(readable(with("custom_user_id", "\"" + "😀".repeat(200) + "\"")).customUserId())
        .contains("😀".repeat(200));
    assertThat(reason(with("custom_user_id", "\"" + "x".repeat(201) + "\"")))
        .isEqualTo("custom_user_id is longer than 200 characters");
  }

  @Test
  void whatMayBeAbsentMayBeNullOrEmptyToo() {
    for (String nothing : new String[] {"null", "\"\""}) {
      ApayTransaction transaction =
          readable(
              ORDER.replace(
                  "}",
                  ",\"payment_system\":#,\"custom_transaction_id\":#,\"custom_user_id\":#}"
                      .replace("#", nothing)));

      assertThat(transaction.paymentSystem()).isEmpty();
      assertThat(transaction.customTransactionId()).isEmpty();
      assertThat(transaction.customUserId()).isEmpty();
    }
    assertThat(readable(ORDER).activatedAt()).isEmpty();
    assertThat(readable(with("activated_at", "null")).activatedAt()).isEmpty();
  }

  @Test
  void everyMemberFindsItsPlace() {
    String text =
        "{ \"custom_user_id\":\"u\\/1\",\"custom_transaction_id\":\"t\",\"payment_system\":\"upi\","
            + "\"activated_at\":1735689720,\"created_at\":1735689600,\"currency\":\"INR\","
            + "\"amount\":7,\"status\":\"Failed\",\"order_id\":\"o\",\"utr\":[1e999999999]}";
    ApayTransaction transaction = readable(text);

    assertThat(transaction.text()).isEqualTo(text);
    assertThat(transaction.orderId()).isEqualTo("o");
    assertThat(transaction.status()).isEqualTo("Failed");
    assertThat(transaction.currency()).isEqualTo("INR");
    assertThat(transaction.paymentSystem()).contains("upi");
    assertThat(transaction.customTransactionId()).contains("t");
    assertThat(transaction.customUserId()).contains("u/1");
    assertThat(transaction.orderedAt()).contains(Instant.parse("2025-01-01T00:00:00Z"));
    assertThat(transaction.activatedAt()).contains(Instant.parse("2025-01-01T00:02:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[ \n]"})
  void nothingIsNoPostback(String transactions) {
    assertThatThrownBy(() -> entries(transactions))
        .isInstanceOfSatisfying(
            PostbackRefused.class,
            refused -> assertThat(refused.refusal()).isEqualTo(Refusal.EMPTY_TRANSACTIONS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "null", "\"x\"", "[]", "true"})
  void whatIsNoObjectIsNoTransaction(String other) {
    assertThatThrownBy(() -> entries("[" + ORDER + "," + other + "]"))
        .isInstanceOfSatisfying(
            PostbackRefused.class,
            refused -> assertThat(refused.refusal()).isEqualTo(Refusal.TRANSACTION_NOT_AN_OBJECT));
  }

  private static String with(String member, String value) {
    String without = ORDER.replaceAll("\"" + member + "\":(\"[^\"]*\"|1),?", "").replace(",}", "}");
    return without.replace("}", ",") + "\"" + member + "\":" + value + "}";
  }

  private static ApayTransaction readable(String transaction) {
    return ((Entry.Readable) entry(transaction)).transaction();
  }

  private static String reason(String transaction) {
    Entry.Unreadable entry = (Entry.Unreadable) entry(transaction);
    assertThat(entry.text()).isEqualTo(transaction);
    return entry.reason();
  }

  private static Entry entry(String transaction) {
    return entries("[" + transaction + "]").get(0);
  }

  private static java.util.List<Entry> entries(String transactions) {
    return Entries.of(
        PostbackBody.read(Keys.DEMO.sign(transactions).getBytes(StandardCharsets.UTF_8)));
  }
}
