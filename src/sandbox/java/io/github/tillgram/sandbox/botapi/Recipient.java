package io.github.tillgram.sandbox.botapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.ChatLog;
import io.github.tillgram.sandbox.world.GroupChat;
import io.github.tillgram.sandbox.world.GroupChat.Standing;
import io.github.tillgram.sandbox.world.Json;
import io.github.tillgram.sandbox.world.People;
import io.github.tillgram.sandbox.world.Person;
import io.github.tillgram.sandbox.world.PrivateChat;
import io.github.tillgram.sandbox.world.World;

/** The chat a bot's call names: a person's, a group or a channel. */
abstract class Recipient {
  private Recipient() {}

  /** A chat the bot has never been in does not exist for it. */
  static Recipient of(Call call, World world) {
    String text = call.arguments().text("chat_id");
    if (text.isEmpty()) {
      throw ApiFailure.badRequest("chat_id is empty");
    }
    long id = Arguments.parse(text).orElse(0L);
    Bot bot = call.bot();
    return People.find(id)
        .map(person -> (Recipient) new Private(bot, person))
        .or(
            () ->
                world
                    .group(id)
                    .filter(group -> group.standing(bot).isPresent())
                    .map(group -> new Group(bot, group)))
        .orElseThrow(() -> ApiFailure.badRequest("chat not found"));
  }

  abstract ChatLog log();

  abstract ObjectNode chat();

  /** Fails with the reason why the bot may not write here. */
  abstract void requireOpen();

  /** A message of the bot without content and date. */
  abstract ObjectNode message();

  /** Whether the bot may delete what somebody else wrote here. */
  abstract boolean mayDeleteOfOthers();

  private static final class Private extends Recipient {
    private final Bot bot;
    private final Person person;

    Private(Bot bot, Person person) {
      this.bot = bot;
      this.person = person;
    }

    @Override
    PrivateChat log() {
      return bot.chatWith(person);
    }

    @Override
    ObjectNode chat() {
      return person.chat();
    }

    @Override
    void requireOpen() {
      if (log().isBlocked()) {
        throw ApiFailure.forbidden("bot was blocked by the user");
      }
    }

    @Override
    ObjectNode message() {
      ObjectNode message =
          Json.object().put("message_id", bot.nextMessageId()).set("from", bot.user());
      return message.set("chat", chat());
    }

    @Override
    boolean mayDeleteOfOthers() {
      return true;
    }
  }

  private static final class Group extends Recipient {
    private final Bot bot;
    private final GroupChat group;

    Group(Bot bot, GroupChat group) {
      this.bot = bot;
      this.group = group;
    }

    @Override
    GroupChat log() {
      return group;
    }

    @Override
    ObjectNode chat() {
      return group.chat();
    }

    @Override
    void requireOpen() {
      group
          .migratedTo()
          .ifPresent(
              id -> {
                throw ApiFailure.migrated(id);
              });
      Standing standing = group.standing(bot).orElseThrow();
      String name = group.kind().wireName() + " chat";
      if (standing == Standing.KICKED) {
        throw ApiFailure.forbidden("bot was kicked from the " + name);
      }
      if (group.isChannel() && standing != Standing.ADMINISTRATOR) {
        throw ApiFailure.badRequest("need administrator rights in the " + name);
      }
    }

    /** Channels speak for themselves: nobody in particular sends their messages. */
    @Override
    ObjectNode message() {
      ObjectNode message = Json.object().put("message_id", group.nextMessageId());
      message.set(group.isChannel() ? "sender_chat" : "from", sender());
      return message.set("chat", chat());
    }

    @Override
    boolean mayDeleteOfOthers() {
      return group.standing(bot).orElseThrow() == Standing.ADMINISTRATOR;
    }

    private ObjectNode sender() {
      return group.isChannel() ? chat() : bot.user();
    }
  }
}
