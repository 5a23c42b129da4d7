package io.github.tillgram.sandbox.payer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.botapi.Faults;
import io.github.tillgram.sandbox.delivery.Deliveries;
import io.github.tillgram.sandbox.query.OpenQueries;
import io.github.tillgram.sandbox.query.QueryAnswer;
import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.ChatMessage;
import io.github.tillgram.sandbox.world.Currencies;
import io.github.tillgram.sandbox.world.InvoiceLink;
import io.github.tillgram.sandbox.world.Json;
import io.github.tillgram.sandbox.world.People;
import io.github.tillgram.sandbox.world.Person;
import io.github.tillgram.sandbox.world.RandomIds;
import io.github.tillgram.sandbox.world.World;
import io.vertx.core.Future;
import java.time.Clock;

/** What the page and tests can ask for, without HTTP. Everything runs on the world's thread. */
public final class PayerApi {
  private static final long ALL = Long.MAX_VALUE;

  private final BotFather botFather;
  private final Chatting chatting;
  private final Checkout checkout;
  private final ChatView views;
  private final Subscriptions subscriptions;
  private final Trouble trouble;
  private final StarDesk stars;

  public PayerApi(
      World world,
      Clock clock,
      Deliveries deliveries,
      OpenQueries queries,
      Currencies currencies,
      Faults faults) {
    RandomIds ids = new RandomIds();
    this.botFather = new BotFather(world, deliveries);
    this.chatting = new Chatting(clock, deliveries, queries, ids);
    Charging charging = new Charging(clock, ids, chatting);
    this.checkout = new Checkout(deliveries, queries, charging, ids);
    this.subscriptions = new Subscriptions(deliveries, charging);
    this.views = new ChatView(currencies);
    this.trouble = new Trouble(faults, deliveries);
    this.stars = new StarDesk(clock);
  }

  JsonNode bots(Ask ask) {
    ArrayNode list = Json.array();
    ask.world().bots().stream().map(BotFather::view).forEach(list::add);
    return list;
  }

  JsonNode createBot(Ask ask) {
    return BotFather.view(botFather.create(ask.text("name"), ask.text("username")));
  }

  JsonNode renewTokens(Ask ask) {
    BotFather.Renewal renewal =
        ask.choice(BotFather.Renewal.class, "renew", BotFather.Renewal.TOKEN);
    return BotFather.view(botFather.renew(ask.bot(), renewal));
  }

  JsonNode people(Ask ask) {
    ArrayNode list = Json.array();
    for (Person person : People.all()) {
      list.addObject()
          .put("id", person.id())
          .put("name", person.fullName())
          .put("languageCode", person.languageCode())
          .put("chatId", person.id());
    }
    return list;
  }

  /** Answers {@code {"version": …}} alone when nothing changed since the version given. */
  JsonNode messages(Ask ask) {
    long version = ask.bot().chatWith(ask.person()).version();
    if (ask.has("since") && ask.number("since") == version) {
      return Json.object().put("version", version);
    }
    return views.chat(ask.bot(), ask.person(), ask.has("limit") ? ask.number("limit") : ALL);
  }

  JsonNode link(Ask ask) {
    InvoiceLink link = linked(ask);
    ObjectNode view = views.invoice(link.terms(), null);
    return view.put("bot", ask.world().bot(link.botId()).identity().username());
  }

  Future<JsonNode> pay(Ask ask) {
    Outcome outcome = ask.choice(Outcome.class, "outcome", Outcome.PAY);
    return checkout
        .pay(offer(ask), ask.number("tip"), ask.text("shippingOption"), outcome)
        .map(Json::tree);
  }

  JsonNode text(Ask ask) {
    return views.message(chatting.write(ask.bot(), ask.person(), ask.text("text")));
  }

  Future<JsonNode> press(Ask ask) {
    ChatMessage message = message(ask);
    String data = ask.text("data");
    if (message.content().findValuesAsText("callback_data").stream().noneMatch(data::equals)) {
      throw Complaint.invalid("The message has no button with this data");
    }
    return chatting.press(ask.bot(), ask.person(), message, data).map(PayerApi::notice);
  }

  JsonNode block(Ask ask) {
    boolean block = ask.flag("blocked", true);
    chatting.block(ask.bot(), ask.person(), block);
    return Json.object().put("blocked", block);
  }

  JsonNode charges(Ask ask) {
    return Json.tree(ask.bot().charges());
  }

  JsonNode subscriptions(Ask ask) {
    return subscriptions.list(ask);
  }

  JsonNode changeSubscription(Ask ask) {
    return subscriptions.change(ask);
  }

  JsonNode addStars(Ask ask) {
    return stars.add(ask);
  }

  JsonNode changeStars(Ask ask) {
    return stars.change(ask);
  }

  JsonNode orderTrouble(Ask ask) {
    return trouble.order(ask);
  }

  JsonNode endTrouble(Ask ask) {
    return trouble.end(ask);
  }

  private Offer offer(Ask ask) {
    if (ask.has("link")) {
      InvoiceLink link = linked(ask);
      return new Offer(ask.world().bot(link.botId()), ask.person(), link.terms(), null);
    }
    Bot bot = ask.bot();
    ChatMessage message = message(ask);
    return message
        .terms()
        .map(terms -> new Offer(bot, ask.person(), terms, message))
        .orElseThrow(() -> Complaint.invalid("This message is not an invoice"));
  }

  private static InvoiceLink linked(Ask ask) {
    return ask.world()
        .link(ask.text("link"))
        .orElseThrow(() -> Complaint.missing("There is no such invoice link"));
  }

  private static ChatMessage message(Ask ask) {
    return ask.bot()
        .chatWith(ask.person())
        .message(ask.number("messageId"))
        .orElseThrow(() -> Complaint.missing("There is no such message in this chat"));
  }

  private static JsonNode notice(QueryAnswer answer) {
    return Json.object()
        .put("answered", answer.kind() != QueryAnswer.Kind.TIMEOUT)
        .put("text", answer.text())
        .put("alert", answer.alert());
  }
}
