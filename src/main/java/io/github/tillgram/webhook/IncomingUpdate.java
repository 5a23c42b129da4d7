package io.github.tillgram.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.tillgram.telegram.api.TelegramJson;
import io.github.tillgram.telegram.api.UpdateKind;
import java.util.Optional;

/**
 * An update on its way to a handler.
 *
 * @param content what stands behind the kind's name
 */
public record IncomingUpdate(ConnectedBot bot, long updateId, UpdateKind kind, JsonNode content) {

  /**
   * The content as a wire record.
   *
   * @throws UnreadableUpdate when a required part is missing or of the wrong type
   */
  public <T> T as(Class<T> type) {
    try {
      return TelegramJson.read(content, type);
    } catch (JsonProcessingException unreadable) {
      throw new UnreadableUpdate(
          kind.wireName() + " cannot be read: " + unreadable.getClass().getSimpleName());
    }
  }

  Selector selector() {
    if (content.hasNonNull("successful_payment")) {
      return Selector.SUCCESSFUL_PAYMENT;
    }
    if (content.hasNonNull("refunded_payment")) {
      return Selector.REFUNDED_PAYMENT;
    }
    return command().map(command -> Selector.command(command.name())).orElse(Selector.ANY);
  }

  /** The command that is given to the bot, if there is one. */
  public Optional<Command> command() {
    return Command.in(content, bot.username());
  }

  /** Whether losing this update could lose money, or what somebody paid for. */
  boolean namesMoney() {
    Selector selector = selector();
    return selector.equals(Selector.SUCCESSFUL_PAYMENT)
        || selector.equals(Selector.REFUNDED_PAYMENT)
        || kind == UpdateKind.PURCHASED_PAID_MEDIA;
  }

  @Override
  public String toString() {
    return kind.wireName() + " " + updateId;
  }
}
