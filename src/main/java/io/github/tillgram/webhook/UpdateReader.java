package io.github.tillgram.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.tillgram.telegram.api.TelegramJson;
import io.github.tillgram.telegram.api.UpdateKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes an update out of bytes: lenient about what is unknown, strict about what it is. */
final class UpdateReader {

  /** The members that stand for money, or for what was paid for. */
  private static final List<String> MONEY =
      List.of("\"successful_payment\"", "\"refunded_payment\"", "\"purchased_paid_media\"");

  private UpdateReader() {}

  /**
   * @return empty when the update is of no kind we know
   * @throws UnreadableUpdate when the body is not one JSON object with an update id
   */
  static Optional<IncomingUpdate> read(ConnectedBot bot, byte[] body) {
    JsonNode root = parse(body);
    JsonNode id = root == null ? MissingNode.getInstance() : root.path("update_id");
    if (!id.isIntegralNumber() || !id.canConvertToLong()) {
      throw new UnreadableUpdate("not an object with an update_id");
    }
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      Optional<UpdateKind> kind = UpdateKind.ofWireName(field.getKey());
      if (kind.isPresent() && field.getValue().isObject()) {
        return Optional.of(new IncomingUpdate(bot, id.asLong(), kind.get(), field.getValue()));
      }
    }
    return Optional.empty();
  }

  /**
   * Whether bytes that cannot be read might be about money: a member of such a name stands in them.
   */
  static boolean mentionsMoney(byte[] body) {
    String text = new String(body, StandardCharsets.ISO_8859_1);
    return MONEY.stream().anyMatch(text::contains);
  }

  private static JsonNode parse(byte[] body) {
    try {
      return TelegramJson.tree(body);
    } catch (IOException notJson) {
      throw new UnreadableUpdate("not one JSON text");
    }
  }
}
