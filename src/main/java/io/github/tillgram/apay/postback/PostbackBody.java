package io.github.tillgram.apay.postback;

import io.github.tillgram.apay.postback.JsonValue.Items;
import io.github.tillgram.apay.postback.JsonValue.Members;
import io.github.tillgram.apay.postback.JsonValue.Text;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A postback whose form is right; whether it is A-Pay's, its signature says. Everything that is
 * read of it is read from the values that were scanned once, and the transactions from the very
 * bytes that are signed.
 */
final class PostbackBody {

  /** 256 KiB. */
  static final int MOST_BYTES = 1 << 18;

  private static final String ACCESS_KEY = "access_key";
  private static final String SIGNATURE = "signature";
  private static final String TRANSACTIONS = "transactions";

  private static final String MASK = "\"***\"";

  private final byte[] bytes;
  private final JsonValue accessKey;
  private final Signature signature;
  private final JsonValue transactions;

  private PostbackBody(byte[] bytes, Map<String, JsonValue> members) {
    this.bytes = bytes;
    this.accessKey = present(members, ACCESS_KEY, Refusal.MISSING_ACCESS_KEY);
    JsonValue presented = present(members, SIGNATURE, Refusal.MISSING_SIGNATURE);
    this.transactions = present(members, TRANSACTIONS, Refusal.MISSING_TRANSACTIONS);
    this.signature =
        text(presented)
            .flatMap(Signature::parse)
            .orElseThrow(() -> new PostbackRefused(Refusal.BAD_SIGNATURE_FORMAT));
  }

  /**
   * @throws PostbackRefused when it is too large, or its form is wrong
   */
  static PostbackBody read(byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      throw new PostbackRefused(Refusal.TOO_LARGE);
    }
    return new PostbackBody(bytes, Scanner.scan(bytes).byName());
  }

  private static JsonValue present(Map<String, JsonValue> members, String name, Refusal otherwise) {
    JsonValue value = members.get(name);
    if (value == null || value instanceof JsonValue.Null) {
      throw new PostbackRefused(otherwise);
    }
    return value;
  }

  /** None when it is no string, and so nobody's key. */
  Optional<String> accessKey() {
    return text(accessKey);
  }

  Signature signature() {
    return signature;
  }

  /** The transactions as they came, byte by byte. */
  byte[] rawTransactions() {
    return Arrays.copyOfRange(bytes, transactions.start(), transactions.end());
  }

  /** The transactions as PHP would have written them. */
  Optional<byte[]> lexicalTransactions() {
    return LexicalForm.of(bytes, transactions);
  }

  /**
   * @throws PostbackRefused when {@code transactions} is no array
   */
  List<JsonValue> transactions() {
    if (transactions instanceof Items) {
      return ((Items) transactions).all();
    }
    throw new PostbackRefused(Refusal.TRANSACTIONS_NOT_AN_ARRAY);
  }

  /** The members of an object; none for any other value. */
  static Optional<Map<String, JsonValue>> members(JsonValue value) {
    return value instanceof Members ? Optional.of(((Members) value).byName()) : Optional.empty();
  }

  /** What a string says; none for any other value. */
  Optional<String> text(JsonValue value) {
    return value instanceof Text ? Optional.of(JsonText.of(bytes, (Text) value)) : Optional.empty();
  }

  /** The very characters of a value. */
  String source(JsonValue value) {
    return source(value.start(), value.end());
  }

  /** The whole body, with three stars in place of the access key. */
  String masked() {
    return source(0, accessKey.start()) + MASK + source(accessKey.end(), bytes.length);
  }

  /** Tells a byte-identical repeat. */
  byte[] hash() {
    return Digests.sha256().digest(bytes);
  }

  private String source(int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }
}
