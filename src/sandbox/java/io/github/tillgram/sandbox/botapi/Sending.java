package io.github.tillgram.sandbox.botapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.world.ChatLog;
import io.github.tillgram.sandbox.world.ChatMessage;
import io.github.tillgram.sandbox.world.InvoiceTerms;
import io.github.tillgram.sandbox.world.World;
import java.time.Clock;
import java.util.Optional;

/** Puts a bot's message into a chat, if the bot may write there. */
final class Sending {
  private static final long EDITABLE_SECONDS = 48 * 3600;

  private final Clock clock;
  private final World world;

  Sending(Clock clock, World world) {
    this.clock = clock;
    this.world = world;
  }

  Recipient recipient(Call call) {
    return Recipient.of(call, world);
  }

  /** A message without content yet, replying to another one if the call says so. */
  ObjectNode envelope(Call call, Recipient recipient) {
    Optional<JsonNode> replied = repliedMessage(call, recipient.log());
    ObjectNode message = recipient.message().put("date", now());
    replied.ifPresent(original -> message.set("reply_to_message", original));
    return message;
  }

  Answer deliver(Recipient recipient, ObjectNode message, InvoiceTerms terms) {
    recipient.log().add(new ChatMessage(message, terms));
    return Answer.of(message);
  }

  long now() {
    return clock.instant().getEpochSecond();
  }

  boolean isTooOld(ChatMessage message) {
    return message.content().path("date").asLong() + EDITABLE_SECONDS < now();
  }

  private static Optional<JsonNode> repliedMessage(Call call, ChatLog chat) {
    Optional<JsonNode> parameters =
        call.arguments().json("reply_parameters", "can't parse reply parameters JSON object");
    long id =
        parameters
            .map(reply -> reply.path("message_id").asLong())
            .orElse(call.arguments().number("reply_to_message_id"));
    if (id == 0) {
      return Optional.empty();
    }
    boolean lenient =
        parameters.map(reply -> reply.path("allow_sending_without_reply").asBoolean()).orElse(false)
            || call.arguments().flag("allow_sending_without_reply");
    Optional<JsonNode> original = chat.message(id).map(Sending::withoutReply);
    if (original.isEmpty() && !lenient) {
      throw ApiFailure.badRequest("message to be replied not found");
    }
    return original;
  }

  private static JsonNode withoutReply(ChatMessage message) {
    return message.content().deepCopy().without("reply_to_message");
  }
}
