package io.github.tillgram.sandbox.payer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.control.Ask;
import io.github.tillgram.sandbox.control.Complaint;
import io.github.tillgram.sandbox.delivery.Deliveries;
import io.github.tillgram.sandbox.query.OpenQueries;
import io.github.tillgram.sandbox.query.QueryAnswer;
import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.ChatMessage;
import io.github.tillgram.sandbox.world.Currencies;
import io.github.tillgram.sandbox.world.GroupChat;
import io.github.tillgram.sandbox.world.InvoiceTerms;
import io.github.tillgram.sandbox.world.Json;
import io.github.tillgram.sandbox.world.Person;
import io.github.tillgram.sandbox.world.RandomIds;
import io.github.tillgram.sandbox.world.UpdateKind;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;

/** Typing a bot's name in any chat, picking a result, and forwarding what stands there. */
final class Inline {
  private final Deliveries deliveries;
  private final OpenQueries queries;
  private final RandomIds ids;
  private final Currencies currencies;
  private final Groups groups;

  /** What each person was offered last by each bot. */
  private final Map<String, Map<String, InvoiceTerms>> offered = new HashMap<>();

  Inline(
      Deliveries deliveries,
      OpenQueries queries,
      RandomIds ids,
      Currencies currencies,
      Groups groups) {
    this.deliveries = deliveries;
    this.queries = queries;
    this.ids = ids;
    this.currencies = currencies;
    this.groups = groups;
  }

  Future<JsonNode> type(Ask ask) {
    String id = ids.query();
    ObjectNode query = Json.object().put("id", id);
    query.set("from", ask.person().user());
    query.put("query", ask.text("query")).put("offset", ask.text("offset"));
    Future<QueryAnswer> answer = queries.open(ask.bot(), UpdateKind.INLINE_QUERY, id);
    deliveries.publish(ask.bot(), UpdateKind.INLINE_QUERY, ask.person().id(), query);
    return answer.map(found -> results(ask, found));
  }

  private JsonNode results(Ask ask, QueryAnswer answer) {
    if (answer.kind() == QueryAnswer.Kind.TIMEOUT) {
      return Json.object().put("answered", false);
    }
    Map<String, InvoiceTerms> last = new HashMap<>();
    ObjectNode view = answer.found().deepCopy();
    for (JsonNode result : view.path("results")) {
      JsonNode terms = ((ObjectNode) result).remove("terms");
      last.put(result.path("id").asText(), Json.mapper().convertValue(terms, InvoiceTerms.class));
    }
    offered.put(key(ask.bot(), ask.person()), last);
    return view.put("answered", true);
  }

  /** Posts the result as a message of the person, via the bot. */
  ChatMessage pick(Ask ask) {
    Bot bot = ask.bot();
    InvoiceTerms terms =
        offered.getOrDefault(key(bot, ask.person()), Map.of()).get(ask.text("result"));
    if (terms == null) {
      throw Complaint.missing("The bot did not offer this result just now");
    }
    ObjectNode message = groups.message(ask, "invoice", terms.wire());
    message.set("via_bot", bot.user());
    message.set("reply_markup", payButton(terms));
    return post(ask, message, terms);
  }

  /** A copy for a group. Of an invoice bound to its chat the copy leads to the bot instead. */
  ChatMessage forward(Ask ask, ChatMessage original) {
    InvoiceTerms terms =
        original
            .terms()
            .orElseThrow(() -> Complaint.invalid("Only invoices can be forwarded here"));
    ObjectNode message = groups.message(ask, "invoice", terms.wire());
    message
        .putObject("forward_origin")
        .put("type", "user")
        .put("date", original.content().path("date").asLong())
        .set("sender_user", ask.bot().user());
    if (!terms.isPayableOnce()) {
      message.set("reply_markup", payButton(terms));
      return post(ask, message, terms);
    }
    String start = "https://t.me/" + ask.bot().identity().username() + "?start=";
    message.set("reply_markup", button("Pay", "url", start + terms.startParameter()));
    return post(ask, message, null);
  }

  /** The bot hears of it where it is itself. */
  private ChatMessage post(Ask ask, ObjectNode message, InvoiceTerms terms) {
    ChatMessage posted = new ChatMessage(message, terms);
    ask.chat().add(posted);
    boolean hears = !ask.has("chat") || ask.group().has(ask.bot());
    if (hears) {
      long chat = message.path("chat").path("id").asLong();
      boolean inChannel = ask.has("chat") && ask.group().kind() == GroupChat.Kind.CHANNEL;
      String kind = inChannel ? "channel_post" : UpdateKind.MESSAGE;
      deliveries.publish(ask.bot(), kind, chat, message);
    }
    return posted;
  }

  private ObjectNode payButton(InvoiceTerms terms) {
    String text = "Pay " + currencies.display(terms.total(), terms.currency());
    ObjectNode markup = button(text, "pay", "");
    ((ObjectNode) markup.path("inline_keyboard").path(0).path(0)).put("pay", true);
    return markup;
  }

  private static ObjectNode button(String text, String action, String value) {
    ObjectNode markup = Json.object();
    markup.putArray("inline_keyboard").addArray().addObject().put("text", text).put(action, value);
    return markup;
  }

  private static String key(Bot bot, Person person) {
    return bot.id() + ":" + person.id();
  }
}
