package io.github.tillgram.sandbox.payer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.control.Complaint;
import io.github.tillgram.sandbox.delivery.Deliveries;
import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.BotIdentity;
import io.github.tillgram.sandbox.world.Environment;
import io.github.tillgram.sandbox.world.Json;
import io.github.tillgram.sandbox.world.World;

/** Creates bots, tells their tokens and revokes them, as Telegram's BotFather does. */
final class BotFather {

  /** What can be had anew; what was there before is void at once. */
  enum Renewal {
    TOKEN,
    PROVIDER_TOKENS
  }

  private final World world;
  private final Deliveries deliveries;

  BotFather(World world, Deliveries deliveries) {
    this.world = world;
    this.deliveries = deliveries;
  }

  Bot create(String name, String username, Environment environment) {
    if (name.isBlank() || name.length() > 64) {
      throw Complaint.invalid("name must have 1 to 64 characters");
    }
    if (!username.matches("(?i)[a-z][a-z0-9_]{1,28}bot")) {
      throw Complaint.invalid(
          "username must have 5 to 32 letters, digits or underscores, begin with a letter and end"
              + " in 'bot'");
    }
    if (world.botByName(username).isPresent()) {
      throw Complaint.conflict("This username is taken");
    }
    return world.createBot(name.strip(), username, environment);
  }

  Bot renew(Bot bot, Renewal renewal) {
    if (renewal == Renewal.TOKEN) {
      world.renewToken(bot);
      deliveries.webhookChanged(bot);
    } else {
      world.renewProviderTokens(bot);
    }
    return bot;
  }

  static ObjectNode view(Bot bot) {
    BotIdentity identity = bot.identity();
    return Json.object()
        .put("id", identity.id())
        .put("name", identity.name())
        .put("username", identity.username())
        .put("environment", identity.environment().name())
        .put("token", identity.token())
        .put("providerToken", identity.providerToken())
        .put("liveProviderToken", identity.liveProviderToken())
        .put("webhookSet", bot.webhook().isSet())
        .put("pendingUpdates", bot.inbox().size())
        .put("starBalance", bot.stars().balance());
  }
}
