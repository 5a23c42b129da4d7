package io.github.tillgram.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tillgram.telegram.api.UpdateKind;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which updates wait for each other when we order them ourselves, as Telegram does for a webhook:
 * those about the messages of a chat; shipping and pre-checkout queries of a person; every other
 * kind of a person or a chat for itself.
 */
final class QueueKey {

  private static final Set<UpdateKind> MESSAGES =
      Set.of(
          UpdateKind.MESSAGE,
          UpdateKind.EDITED_MESSAGE,
          UpdateKind.CHANNEL_POST,
          UpdateKind.EDITED_CHANNEL_POST);

  private static final Set<UpdateKind> CHECKOUTS =
      Set.of(UpdateKind.SHIPPING_QUERY, UpdateKind.PRE_CHECKOUT_QUERY);

  private QueueKey() {}

  static String of(IncomingUpdate update) {
    return family(update.kind()) + " " + subject(update.content());
  }

  private static String family(UpdateKind kind) {
    if (MESSAGES.contains(kind)) {
      return "messages";
    }
    return CHECKOUTS.contains(kind) ? "checkouts" : kind.wireName();
  }

  private static String subject(JsonNode content) {
    return Stream.of("chat", "from", "user")
        .map(member -> content.path(member).path("id"))
        .filter(JsonNode::isIntegralNumber)
        .findFirst()
        .map(JsonNode::asText)
        .orElse("");
  }
}
