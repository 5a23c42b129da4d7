package io.github.tillgram.sandbox.botapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.tillgram.sandbox.world.Currencies;
import io.github.tillgram.sandbox.world.InvoiceTerms;
import io.github.tillgram.sandbox.world.World;

/** Invoices, as messages and as links. */
final class InvoiceMethods {
  private final Sending sending;
  private final World world;
  private final Currencies currencies;
  private final InvoiceRules rules;

  InvoiceMethods(Sending sending, World world, Currencies currencies) {
    this.sending = sending;
    this.world = world;
    this.currencies = currencies;
    this.rules = new InvoiceRules(currencies);
  }

  Answer sendInvoice(Call call) {
    InvoiceTerms terms = InvoiceArguments.read(call.arguments());
    Recipient recipient = sending.recipient(call);
    recipient.requireOpen();
    InvoiceRules.check(terms.subscriptionPeriod() == 0, "SUBSCRIPTION_EXPORT_MISSING");
    rules.check(call.bot(), terms);
    JsonNode keyboard = ReplyMarkup.forInvoice(call.arguments(), payText(terms));
    ObjectNode message = sending.envelope(call, recipient);
    message.set("invoice", terms.wire());
    message.set("reply_markup", keyboard);
    return sending.deliver(recipient, message, terms);
  }

  Answer createInvoiceLink(Call call) {
    InvoiceTerms terms = InvoiceArguments.read(call.arguments());
    rules.checkSubscription(terms, call.bot().identity().livesOnTestServers());
    rules.check(call.bot(), terms);
    return Answer.of(TextNode.valueOf(world.addLink(call.bot(), terms)));
  }

  private String payText(InvoiceTerms terms) {
    return "Pay " + currencies.display(terms.total(), terms.currency());
  }
}
