package io.github.tillgram.sandbox.payer;

import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.ChatMessage;
import io.github.tillgram.sandbox.world.GroupChat;
import io.github.tillgram.sandbox.world.InvoiceTerms;
import io.github.tillgram.sandbox.world.Person;

/**
 * An invoice in front of a person.
 *
 * @param message null when it was opened through a link
 * @param group where the message stands, null in a private chat
 */
record Offer(Bot bot, Person person, InvoiceTerms terms, ChatMessage message, GroupChat group) {

  Offer(Bot bot, Person person, InvoiceTerms terms) {
    this(bot, person, terms, null, null);
  }

  boolean isSettled() {
    return message != null && terms.isPayableOnce() && message.paidByCharge().isPresent();
  }

  /** In groups and channels everybody may pay, again and again: no message becomes a receipt. */
  boolean isOfOneChat() {
    return message != null && group == null;
  }

  /** Whether the bot hears of the payment in the group; channels have no members who speak. */
  boolean isProvedInGroup() {
    return group != null && !group.isChannel() && group.has(bot);
  }
}
