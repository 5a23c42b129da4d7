package io.github.tillgram.sandbox.payer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.botapi.MessageText;
import io.github.tillgram.sandbox.control.Complaint;
import io.github.tillgram.sandbox.delivery.Deliveries;
import io.github.tillgram.sandbox.query.OpenQueries;
import io.github.tillgram.sandbox.query.QueryAnswer;
import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.ChatMessage;
import io.github.tillgram.sandbox.world.Json;
import io.github.tillgram.sandbox.world.Person;
import io.github.tillgram.sandbox.world.PrivateChat;
import io.github.tillgram.sandbox.world.RandomIds;
import io.github.tillgram.sandbox.world.UpdateKind;
import io.vertx.core.Future;
import java.time.Clock;

/** What a person does in a chat besides paying: write, press buttons, block. */
final class Chatting {
  private static final int LONGEST_TEXT = 4096;

  private final Clock clock;
  private final Deliveries deliveries;
  private final OpenQueries queries;
  private final RandomIds ids;

  Chatting(Clock clock, Deliveries deliveries, OpenQueries queries, RandomIds ids) {
    this.clock = clock;
    this.deliveries = deliveries;
    this.queries = queries;
    this.ids = ids;
  }

  ChatMessage write(Bot bot, Person person, String text) {
    if (text.isBlank() || text.length() > LONGEST_TEXT) {
      throw Complaint.invalid("text must have 1 to " + LONGEST_TEXT + " characters");
    }
    requireOpen(bot, person);
    return say(bot, person, Json.object().put("text", text.strip()));
  }

  ChatMessage show(Bot bot, Person person, String caption) {
    requireOpen(bot, person);
    ObjectNode content = Json.object().set("photo", Photos.sizes(ids));
    return say(bot, person, caption.isEmpty() ? content : content.put("caption", caption));
  }

  private static void requireOpen(Bot bot, Person person) {
    if (bot.chatWith(person).isBlocked()) {
      throw Complaint.conflict("Unblock the bot before writing to it");
    }
  }

  /** Adds a message of the person to the chat and tells the bot. */
  ChatMessage say(Bot bot, Person person, ObjectNode content) {
    ObjectNode message =
        Json.object().put("message_id", bot.nextMessageId()).set("from", person.user());
    message.set("chat", person.chat());
    message.put("date", now()).setAll(content);
    ArrayNode commands = MessageText.commands(message.path("text").asText());
    if (!commands.isEmpty()) {
      message.set("entities", commands);
    }
    ChatMessage said = new ChatMessage(message, null);
    bot.chatWith(person).add(said);
    deliveries.publish(bot, UpdateKind.MESSAGE, person.id(), message);
    return said;
  }

  Future<QueryAnswer> press(Bot bot, Person person, ChatMessage message, String data) {
    String id = ids.query();
    ObjectNode query = Json.object().put("id", id);
    query.set("from", person.user());
    query.set("message", message.content());
    query.put("chat_instance", Long.toString(31 * bot.id() - person.id())).put("data", data);
    Future<QueryAnswer> answer = queries.open(bot, UpdateKind.CALLBACK_QUERY, id);
    deliveries.publish(bot, UpdateKind.CALLBACK_QUERY, person.id(), query);
    return answer;
  }

  /** Blocking twice tells the bot once. */
  void block(Bot bot, Person person, boolean block) {
    PrivateChat chat = bot.chatWith(person);
    if (chat.isBlocked() == block) {
      return;
    }
    chat.block(block);
    ObjectNode change = Json.object();
    change.set("chat", person.chat());
    change.set("from", person.user());
    change.put("date", now());
    change.set("old_chat_member", member(bot, !block));
    change.set("new_chat_member", member(bot, block));
    deliveries.publish(bot, UpdateKind.MY_CHAT_MEMBER, person.id(), change);
  }

  private static ObjectNode member(Bot bot, boolean kicked) {
    ObjectNode member = Json.object().set("user", bot.user());
    member.put("status", kicked ? "kicked" : "member");
    return kicked ? member.put("until_date", 0) : member;
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }
}
