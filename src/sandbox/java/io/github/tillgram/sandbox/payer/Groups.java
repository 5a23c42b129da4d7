package io.github.tillgram.sandbox.payer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.control.Ask;
import io.github.tillgram.sandbox.control.Complaint;
import io.github.tillgram.sandbox.delivery.Deliveries;
import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.ChatMessage;
import io.github.tillgram.sandbox.world.GroupChat;
import io.github.tillgram.sandbox.world.GroupChat.Standing;
import io.github.tillgram.sandbox.world.Json;
import io.github.tillgram.sandbox.world.Person;
import io.github.tillgram.sandbox.world.UpdateKind;
import io.github.tillgram.sandbox.world.World;
import java.time.Clock;

/** Groups and channels: who is in them, what becomes of them, what is said there. */
final class Groups {
  private static final int LONGEST_TITLE = 128;

  private final World world;
  private final Clock clock;
  private final Deliveries deliveries;

  Groups(World world, Clock clock, Deliveries deliveries) {
    this.world = world;
    this.clock = clock;
    this.deliveries = deliveries;
  }

  JsonNode list(Ask ask) {
    ArrayNode list = Json.array();
    world.groups().stream().map(Groups::view).forEach(list::add);
    return list;
  }

  JsonNode create(Ask ask) {
    String title = ask.text("title");
    if (title.isBlank() || title.length() > LONGEST_TITLE) {
      throw Complaint.invalid("title must have 1 to " + LONGEST_TITLE + " characters");
    }
    GroupChat.Kind kind = ask.choice(GroupChat.Kind.class, "type", GroupChat.Kind.GROUP);
    return view(world.createGroup(kind, title.strip()));
  }

  /** Adds, promotes or kicks a bot, and tells it. */
  JsonNode place(Ask ask) {
    Bot bot = ask.bot();
    GroupChat group = ask.group();
    Standing standing = ask.choice(Standing.class, "standing", Standing.MEMBER);
    ObjectNode change = Json.object().set("chat", group.chat());
    change.set("from", ask.person().user());
    change.put("date", now());
    change.set("old_chat_member", member(bot, group));
    group.place(bot, standing);
    change.set("new_chat_member", member(bot, group));
    deliveries.publish(bot, UpdateKind.MY_CHAT_MEMBER, group.id(), change);
    return view(group);
  }

  /** Old and new chat tell their bots of each other. */
  JsonNode upgrade(Ask ask) {
    GroupChat group = ask.group();
    if (group.kind() != GroupChat.Kind.GROUP || group.migratedTo().isPresent()) {
      throw Complaint.conflict("Only a group can be upgraded, and only once");
    }
    Person person = ask.person();
    GroupChat supergroup = world.upgrade(group);
    say(group, person, "migrate_to_chat_id", Json.tree(supergroup.id()));
    say(supergroup, person, "migrate_from_chat_id", Json.tree(group.id()));
    return view(supergroup);
  }

  /** Text in a group reaches only the bots it is for: commands do, talk does not. */
  ChatMessage write(Ask ask) {
    GroupChat group = ask.group();
    if (group.isChannel()) {
      throw Complaint.conflict("Only administrators write in a channel");
    }
    String text = ask.text("text").strip();
    ObjectNode message = message(group, ask.person(), "text", Json.tree(text));
    ChatMessage said = new ChatMessage(message, null);
    group.add(said);
    if (text.startsWith("/")) {
      tell(group, message);
    }
    return said;
  }

  /** A picture reaches the bots of a group only if its caption is a command. */
  ChatMessage show(Ask ask, JsonNode photo, String caption) {
    GroupChat group = ask.group();
    if (group.isChannel()) {
      throw Complaint.conflict("Only administrators write in a channel");
    }
    ObjectNode message = message(group, ask.person(), "photo", photo);
    ChatMessage said = new ChatMessage(message, null);
    if (!caption.isEmpty()) {
      message.put("caption", caption);
    }
    group.add(said);
    if (caption.startsWith("/")) {
      tell(group, message);
    }
    return said;
  }

  /** A service message of a person, which every bot in the group hears. */
  private void say(GroupChat group, Person person, String field, JsonNode content) {
    ObjectNode message = message(group, person, field, content);
    group.add(new ChatMessage(message, null));
    tell(group, message);
  }

  /** Of a payment only the bot hears that was paid. */
  void prove(Bot bot, GroupChat group, Person person, JsonNode payment) {
    ObjectNode message = message(group, person, "successful_payment", payment);
    group.add(new ChatMessage(message, null));
    deliveries.publish(bot, UpdateKind.MESSAGE, group.id(), message);
  }

  /** A message of a person in the chat that is asked for. */
  ObjectNode message(Ask ask, String field, JsonNode content) {
    if (ask.has("chat")) {
      return message(ask.group(), ask.person(), field, content);
    }
    ObjectNode message =
        Json.object().put("message_id", ask.bot().nextMessageId()).set("from", ask.person().user());
    message.set("chat", ask.person().chat());
    return message.put("date", now()).set(field, content);
  }

  private ObjectNode message(GroupChat group, Person person, String field, JsonNode content) {
    ObjectNode message =
        Json.object().put("message_id", group.nextMessageId()).set("from", person.user());
    message.set("chat", group.chat());
    return message.put("date", now()).set(field, content);
  }

  private void tell(GroupChat group, ObjectNode message) {
    world.bots().stream()
        .filter(group::has)
        .forEach(bot -> deliveries.publish(bot, UpdateKind.MESSAGE, group.id(), message));
  }

  private static ObjectNode member(Bot bot, GroupChat group) {
    ObjectNode member = Json.object().set("user", bot.user());
    return member.put("status", group.standing(bot).map(Standing::wireName).orElse("left"));
  }

  static ObjectNode view(GroupChat group) {
    ObjectNode view = group.chat();
    ObjectNode bots = view.putObject("bots");
    group.standings().forEach((id, standing) -> bots.put(Long.toString(id), standing.name()));
    group.migratedTo().ifPresent(id -> view.put("migratedTo", id));
    return view;
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }
}
