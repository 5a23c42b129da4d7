package io.github.tillgram.sandbox.payer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.control.Ask;
import io.github.tillgram.sandbox.control.Complaint;
import io.github.tillgram.sandbox.delivery.Deliveries;
import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.ChatLog;
import io.github.tillgram.sandbox.world.ChatMessage;
import io.github.tillgram.sandbox.world.Json;
import io.github.tillgram.sandbox.world.PaidMedia;
import io.github.tillgram.sandbox.world.Person;
import io.github.tillgram.sandbox.world.RandomIds;
import io.github.tillgram.sandbox.world.UpdateKind;
import java.time.Clock;

/** A person pays for media in a chat. The bot is not asked, and hears of it only sometimes. */
final class MediaSales {
  private final Clock clock;
  private final Deliveries deliveries;
  private final RandomIds ids;

  MediaSales(Clock clock, Deliveries deliveries, RandomIds ids) {
    this.clock = clock;
    this.deliveries = deliveries;
    this.ids = ids;
  }

  /** In the chat with the bot, or in the group or channel that {@code chat} names. */
  JsonNode buy(Ask ask) {
    Bot bot = ask.bot();
    Person person = ask.person();
    ChatLog chat = ask.chat();
    PaidMedia media = media(chat, ask.number("messageId"));
    if (media.isBoughtBy(person.id())) {
      throw Complaint.conflict("The media were bought already");
    }
    media.boughtBy(person.id());
    chat.changed();
    if (!ask.has("chat") || !ask.group().isChannel()) {
      book(bot, person, media);
    }
    return Json.object().put("bought", true);
  }

  private static PaidMedia media(ChatLog chat, long messageId) {
    return chat.message(messageId)
        .flatMap(ChatMessage::paidMedia)
        .orElseThrow(() -> Complaint.missing("This message sells no media"));
  }

  /** Stars of a channel's media go to the channel, and its bots hear nothing. */
  private void book(Bot bot, Person person, PaidMedia media) {
    long now = clock.instant().getEpochSecond();
    bot.stars().sellMedia(ids.starCharge(), person.id(), media, now);
    if (!media.payload().isEmpty()) {
      ObjectNode purchase = Json.object().set("from", person.user());
      purchase.put("paid_media_payload", media.payload());
      deliveries.publish(bot, UpdateKind.PURCHASED_PAID_MEDIA, person.id(), purchase);
    }
  }
}
