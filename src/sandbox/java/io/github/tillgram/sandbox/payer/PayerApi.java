package io.github.tillgram.sandbox.payer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.botapi.Faults;
import io.github.tillgram.sandbox.botapi.StarRefunds;
import io.github.tillgram.sandbox.control.Ask;
import io.github.tillgram.sandbox.control.Complaint;
import io.github.tillgram.sandbox.delivery.Deliveries;
import io.github.tillgram.sandbox.query.OpenQueries;
import io.github.tillgram.sandbox.query.QueryAnswer;
import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.ChatLog;
import io.github.tillgram.sandbox.world.ChatMessage;
import io.github.tillgram.sandbox.world.Currencies;
import io.github.tillgram.sandbox.world.Environment;
import io.github.tillgram.sandbox.world.GroupChat;
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

  private final RandomIds ids = new RandomIds();
  private final BotFather botFather;
  private final Chatting chatting;
  private final Checkout checkout;
  private final ChatView views;
  private final Subscriptions subscriptions;
  private final Trouble trouble;
  private final Groups groups;
  private final RefundsElsewhere refunds;
  private final MediaSales mediaSales;
  private final Inline inline;
  private final TimeTravel time;
  private final StarDesk stars;

  public PayerApi(
      World world,
      Clock clock,
      Deliveries deliveries,
      OpenQueries queries,
      Currencies currencies,
      Faults faults) {
    this.botFather = new BotFather(world, deliveries);
    this.chatting = new Chatting(clock, deliveries, queries, ids);
    this.groups = new Groups(world, clock, deliveries);
    this.inline = new Inline(deliveries, queries, ids, currencies, groups);
    Charging charging = new Charging(clock, ids, chatting, groups);
    this.checkout = new Checkout(deliveries, queries, charging, ids);
    this.subscriptions = new Subscriptions(deliveries, charging);
    this.views = new ChatView(currencies);
    this.trouble = new Trouble(faults, deliveries);
    this.mediaSales = new MediaSales(clock, deliveries, ids);
    this.refunds = new RefundsElsewhere(new StarRefunds(clock, deliveries));
    this.time = new TimeTravel(world, clock, subscriptions);
    this.stars = new StarDesk(clock);
  }

  JsonNode bots(Ask ask) {
    ArrayNode list = Json.array();
    ask.world().bots().stream().map(BotFather::view).forEach(list::add);
    return list;
  }

  JsonNode createBot(Ask ask) {
    Environment environment = ask.choice(Environment.class, "environment", Environment.PRODUCTION);
    return BotFather.view(botFather.create(ask.text("name"), ask.text("username"), environment));
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
    ChatLog chat = ask.chat();
    long version = chat.version();
    if (ask.has("since") && ask.number("since") == version) {
      return Json.object().put("version", version);
    }
    return views.chat(chat, ask.has("limit") ? ask.number("limit") : ALL);
  }

  JsonNode link(Ask ask) {
    InvoiceLink link = linked(ask);
    ObjectNode view = views.invoice(link.terms(), null);
    return view.put("bot", ask.world().bot(link.botId()).identity().username());
  }

  Future<JsonNode> pay(Ask ask) {
    Outcome outcome = ask.choice(Outcome.class, "outcome", Outcome.PAY);
    Wish wish = new Wish(ask.number("tip"), ask.text("country"), ask.text("shippingOption"));
    return checkout.pay(offer(ask), wish, outcome).map(Json::tree);
  }

  JsonNode text(Ask ask) {
    ChatMessage said =
        ask.has("chat")
            ? groups.write(ask)
            : chatting.write(ask.bot(), ask.person(), ask.text("text"));
    return views.message(said);
  }

  JsonNode photo(Ask ask) {
    String caption = Photos.caption(ask);
    ChatMessage said =
        ask.has("chat")
            ? groups.show(ask, Photos.sizes(ids), caption)
            : chatting.show(ask.bot(), ask.person(), caption);
    return views.message(said);
  }

  Future<JsonNode> press(Ask ask) {
    ChatMessage message = message(ask.chat(), ask);
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

  JsonNode commands(Ask ask) {
    return Menus.menu(ask);
  }

  JsonNode groups(Ask ask) {
    return groups.list(ask);
  }

  JsonNode createGroup(Ask ask) {
    return groups.create(ask);
  }

  JsonNode placeBot(Ask ask) {
    return groups.place(ask);
  }

  JsonNode upgradeGroup(Ask ask) {
    return groups.upgrade(ask);
  }

  Future<JsonNode> inline(Ask ask) {
    return inline.type(ask);
  }

  JsonNode pick(Ask ask) {
    return views.message(inline.pick(ask));
  }

  /** Out of the person's chat with the bot, into a group. */
  JsonNode forward(Ask ask) {
    ChatMessage original = message(ask.bot().chatWith(ask.person()), ask);
    return views.message(inline.forward(ask, original));
  }

  JsonNode charges(Ask ask) {
    return Json.tree(ask.bot().charges());
  }

  JsonNode buyMedia(Ask ask) {
    return mediaSales.buy(ask);
  }

  JsonNode refund(Ask ask) {
    return refunds.refund(ask);
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

  JsonNode clock(Ask ask) {
    return time.now(ask);
  }

  JsonNode advanceClock(Ask ask) {
    return time.advance(ask);
  }

  JsonNode resetClock(Ask ask) {
    return time.reset(ask);
  }

  private Offer offer(Ask ask) {
    if (ask.has("link")) {
      InvoiceLink link = linked(ask);
      return new Offer(ask.world().bot(link.botId()), ask.person(), link.terms());
    }
    Bot bot = ask.bot();
    GroupChat group = ask.has("chat") ? ask.group() : null;
    ChatMessage message = message(ask.chat(), ask);
    return message
        .terms()
        .map(terms -> new Offer(bot, ask.person(), terms, message, group))
        .orElseThrow(() -> Complaint.invalid("This message is not an invoice"));
  }

  private static InvoiceLink linked(Ask ask) {
    return ask.world()
        .link(ask.text("link"))
        .orElseThrow(() -> Complaint.missing("There is no such invoice link"));
  }

  private static ChatMessage message(ChatLog chat, Ask ask) {
    return chat.message(ask.number("messageId"))
        .orElseThrow(() -> Complaint.missing("There is no such message in this chat"));
  }

  private static JsonNode notice(QueryAnswer answer) {
    return Json.object()
        .put("answered", answer.kind() != QueryAnswer.Kind.TIMEOUT)
        .put("text", answer.text())
        .put("alert", answer.alert());
  }
}
