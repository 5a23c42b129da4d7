package io.github.tillgram.sandbox.botapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.ChatMessage;
import io.github.tillgram.sandbox.world.InvoiceTerms;
import io.github.tillgram.sandbox.world.Json;
import io.github.tillgram.sandbox.world.People;
import io.github.tillgram.sandbox.world.Person;
import io.github.tillgram.sandbox.world.PrivateChat;
import java.time.Clock;
import java.util.Optional;

/** Puts a bot's message into a private chat, if the bot may write there. */
final class Sending {
  private static final long EDITABLE_SECONDS = 48 * 3600;

  private final Clock clock;

  Sending(Clock clock) {
    this.clock = clock;
  }

  static Person recipient(Call call) {
    String chatId = call.arguments().text("chat_id");
    if (chatId.isEmpty()) {
      throw ApiFailure.badRequest("chat_id is empty");
    }
    return Arguments.parse(chatId)
        .flatMap(People::find)
        .orElseThrow(() -> ApiFailure.badRequest("chat not found"));
  }

  static void requireOpen(Bot bot, Person person) {
    if (bot.chatWith(person).isBlocked()) {
      throw ApiFailure.forbidden("bot was blocked by the user");
    }
  }

  /** A message without content yet, replying to another one if the call says so. */
  ObjectNode envelope(Call call, Person person) {
    Bot bot = call.bot();
    Optional<JsonNode> replied = repliedMessage(call, bot.chatWith(person));
    ObjectNode message =
        Json.object().put("message_id", bot.nextMessageId()).set("from", bot.user());
    message.set("chat", person.chat());
    message.put("date", now());
    replied.ifPresent(original -> message.set("reply_to_message", original));
    return message;
  }

  Answer deliver(Bot bot, Person person, ObjectNode message, InvoiceTerms terms) {
    bot.chatWith(person).add(new ChatMessage(message, terms));
    return Answer.of(message);
  }

  long now() {
    return clock.instant().getEpochSecond();
  }

  boolean isTooOld(ChatMessage message) {
    return message.content().path("date").asLong() + EDITABLE_SECONDS < now();
  }

  private static Optional<JsonNode> repliedMessage(Call call, PrivateChat chat) {
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
