package io.github.tillgram.sandbox.payer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.world.ChatLog;
import io.github.tillgram.sandbox.world.ChatMessage;
import io.github.tillgram.sandbox.world.Currencies;
import io.github.tillgram.sandbox.world.InvoiceTerms;
import io.github.tillgram.sandbox.world.InvoiceTerms.Requested;
import io.github.tillgram.sandbox.world.Json;
import io.github.tillgram.sandbox.world.PaidMedia;
import io.github.tillgram.sandbox.world.PrivateChat;

/** A chat as the page and tests see it, with amounts spelled out. */
final class ChatView {
  private final Currencies currencies;

  ChatView(Currencies currencies) {
    this.currencies = currencies;
  }

  /** The newest messages, oldest first. */
  ObjectNode chat(ChatLog chat, long limit) {
    boolean blocked = chat instanceof PrivateChat && ((PrivateChat) chat).isBlocked();
    ObjectNode view = Json.object().put("version", chat.version()).put("blocked", blocked);
    ArrayNode messages = view.putArray("messages");
    long skipped = Math.max(0, chat.messages().size() - limit);
    chat.messages().stream().skip(skipped).map(this::message).forEach(messages::add);
    return view;
  }

  ObjectNode message(ChatMessage message) {
    ObjectNode content = message.content();
    ObjectNode view =
        Json.object()
            .put("messageId", message.id())
            .put("fromBot", message.isFromBot())
            .put("date", content.path("date").asLong())
            .put("edited", content.has("edit_date"));
    if (content.has("text")) {
      view.put("text", content.path("text").asText());
    }
    if (content.has("photo")) {
      view.put("photo", content.path("caption").asText());
    }
    message.terms().ifPresent(terms -> view.set("invoice", invoice(terms, message)));
    message.paidMedia().ifPresent(media -> view.set("media", media(media, content)));
    for (String payment : new String[] {"successful_payment", "refunded_payment"}) {
      if (content.has(payment)) {
        view.put(
            payment.equals("successful_payment") ? "paid" : "refunded",
            currencies.display(
                content.path(payment).path("total_amount").asLong(),
                content.path(payment).path("currency").asText()));
      }
    }
    view.set("buttons", content.path("reply_markup").path("inline_keyboard"));
    if (!content.has("reply_markup")) {
      view.putArray("buttons");
    }
    view.set("raw", content);
    return view;
  }

  /** In a chat with one person whoever bought them is that person. */
  private ObjectNode media(PaidMedia media, ObjectNode content) {
    return Json.object()
        .put("price", currencies.display(media.stars(), "XTR"))
        .put("count", content.path("paid_media").path("paid_media").size())
        .put("caption", content.path("caption").asText())
        .put("bought", media.isBoughtBy(content.path("chat").path("id").asLong()));
  }

  ObjectNode invoice(InvoiceTerms terms, ChatMessage message) {
    boolean paid = message != null && message.paidByCharge().isPresent();
    ObjectNode view =
        Json.object()
            .put("title", terms.title())
            .put("description", terms.description())
            .put("payload", terms.payload())
            .put("currency", terms.currency())
            .put("decimals", currencies.decimals(terms.currency()))
            .put("total", terms.total())
            .put("totalText", currencies.display(terms.total(), terms.currency()))
            .put("maxTip", terms.maxTip())
            .put("payableOnce", terms.isPayableOnce())
            .put("state", paid && terms.isPayableOnce() ? "PAID" : "OPEN")
            .put("chargeId", paid ? message.paidByCharge().get() : null);
    ArrayNode prices = view.putArray("prices");
    terms
        .prices()
        .forEach(
            price ->
                prices
                    .addObject()
                    .put("label", price.label())
                    .put("amount", price.amount())
                    .put("text", currencies.display(price.amount(), terms.currency())));
    ArrayNode tips = view.putArray("suggestedTips");
    terms
        .suggestedTips()
        .forEach(
            tip ->
                tips.addObject()
                    .put("amount", tip)
                    .put("text", currencies.display(tip, terms.currency())));
    addRequested(view, terms.requested());
    if (terms.photo() != null) {
      view.set("photo", Json.tree(terms.photo()));
    }
    if (terms.providerData() != null && !terms.providerData().isEmpty()) {
      view.put("providerData", terms.providerData());
    }
    return view;
  }

  private static void addRequested(ObjectNode view, Requested requested) {
    view.put("needsName", requested.name())
        .put("needsPhoneNumber", requested.phoneNumber())
        .put("needsEmail", requested.email())
        .put("needsAddress", requested.address())
        .put("needsShipping", requested.flexible())
        .put("phoneToProvider", requested.phoneToProvider())
        .put("emailToProvider", requested.emailToProvider());
  }
}
