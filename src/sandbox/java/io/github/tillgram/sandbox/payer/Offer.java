package io.github.tillgram.sandbox.payer;

import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.ChatMessage;
import io.github.tillgram.sandbox.world.InvoiceTerms;
import io.github.tillgram.sandbox.world.Person;

/**
 * An invoice in front of a person.
 *
 * @param message null when it was opened through a link
 */
record Offer(Bot bot, Person person, InvoiceTerms terms, ChatMessage message) {

  boolean isSettled() {
    return message != null && terms.isPayableOnce() && message.paidByCharge().isPresent();
  }
}
