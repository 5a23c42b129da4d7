package io.github.tillgram.sandbox.botapi;

import io.github.tillgram.sandbox.delivery.Deliveries;
import io.github.tillgram.sandbox.query.OpenQueries;
import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.Currencies;
import io.github.tillgram.sandbox.world.World;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Finds methods by name, in any case of letters. */
public final class BotMethods {
  private static final Logger LOG = Logger.getLogger(BotMethods.class);
  private static final Set<String> NOT_IN_RESPONSES =
      Set.of("setwebhook", "deletewebhook", "close", "logout");

  private final Map<String, BotMethod> methods = new HashMap<>();

  public BotMethods(
      World world, Clock clock, Deliveries deliveries, OpenQueries queries, Currencies currencies) {
    Sending sending = new Sending(clock, world);
    addWebhooks(new WebhookMethods(deliveries), new UpdateMethods(deliveries));
    addMessages(new MessageMethods(sending), new InvoiceMethods(sending, world, currencies));
    add("sendPaidMedia", new PaidMediaMethods(sending)::sendPaidMedia);
    AnswerMethods answers = new AnswerMethods(queries);
    add("answerPreCheckoutQuery", answers::answerPreCheckoutQuery);
    add("answerShippingQuery", answers::answerShippingQuery);
    add("answerCallbackQuery", answers::answerCallbackQuery);
    StarMethods stars = new StarMethods(new StarRefunds(clock, deliveries));
    InlineMethods inline = new InlineMethods(queries, currencies);
    add("answerInlineQuery", inline::answerInlineQuery);
    add("refundStarPayment", stars::refundStarPayment);
    add("editUserStarSubscription", stars::editUserStarSubscription);
    add("getMyStarBalance", stars::getMyStarBalance);
    add("getStarTransactions", stars::getStarTransactions);
    add("getMe", BotMethods::getMe);
    CommandMethods commands = new CommandMethods();
    add("setMyCommands", commands::setMyCommands);
    add("getMyCommands", commands::getMyCommands);
    add("deleteMyCommands", commands::deleteMyCommands);
  }

  Future<Answer> call(String method, Call call) {
    BotMethod found = methods.get(method.toLowerCase(Locale.ROOT));
    if (found == null) {
      throw ApiFailure.methodNotFound();
    }
    return found.call(call);
  }

  /** Executes what a webhook wrote into its response. The result, good or bad, is discarded. */
  public void executeReply(Bot bot, String contentType, byte[] body) {
    Arguments arguments = ArgumentReader.read(contentType, body);
    String method = arguments.text("method").toLowerCase(Locale.ROOT);
    if (method.isEmpty() || method.startsWith("get") || NOT_IN_RESPONSES.contains(method)) {
      return;
    }
    try {
      call(method, new Call(bot, arguments));
    } catch (ApiFailure discarded) {
      LOG.debugf("A call in a webhook's response failed: %s", discarded.getMessage());
    }
  }

  private void addWebhooks(WebhookMethods webhooks, UpdateMethods updates) {
    add("setWebhook", webhooks::setWebhook);
    add("deleteWebhook", webhooks::deleteWebhook);
    add("getWebhookInfo", webhooks::getWebhookInfo);
    methods.put("getupdates", updates::getUpdates);
  }

  private void addMessages(MessageMethods messages, InvoiceMethods invoices) {
    add("sendMessage", messages::sendMessage);
    add("editMessageText", messages::editMessageText);
    add("editMessageReplyMarkup", messages::editMessageReplyMarkup);
    add("deleteMessage", messages::deleteMessage);
    add("sendInvoice", invoices::sendInvoice);
    add("createInvoiceLink", invoices::createInvoiceLink);
  }

  private void add(String name, Function<Call, Answer> method) {
    methods.put(name.toLowerCase(Locale.ROOT), BotMethod.immediate(method));
  }

  private static Answer getMe(Call call) {
    return Answer.of(
        call.bot()
            .user()
            .put("can_join_groups", true)
            .put("can_read_all_group_messages", false)
            .put("supports_inline_queries", true)
            .put("can_connect_to_business", false)
            .put("has_main_web_app", false)
            .put("has_topics_enabled", false));
  }
}
