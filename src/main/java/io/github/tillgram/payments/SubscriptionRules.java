package io.github.tillgram.payments;

import io.github.tillgram.invoice.InvoiceTerms;
import io.github.tillgram.merchant.Bot;
import io.github.tillgram.merchant.BotEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What Telegram asks of subscriptions: those of {@code createInvoiceLink} in the Bot API manual,
 * and shorter periods on the test servers.
 */
final class SubscriptionRules {

  private static final int DAYS_30 = 2_592_000;
  private static final Set<Integer> ON_TEST_SERVERS = Set.of(60, 300);
  private static final long MOST_STARS = 10_000;

  private SubscriptionRules() {}

  static List<Violation> check(InvoiceOrder order, Bot bot) {
    return order
        .terms()
        .subscriptionPeriod()
        .map(period -> check(period, order, bot.environment()))
        .orElse(List.of());
  }

  private static List<Violation> check(int period, InvoiceOrder order, BotEnvironment environment) {
    List<Violation> violations = new ArrayList<>();
    InvoiceTerms terms = order.terms();
    if (!terms.isStars()) {
      violations.add(
          new Violation("subscriptionPeriod", "goes with the currency XTR only; leave it out"));
      return violations;
    }
    if (!isKnown(period, environment)) {
      violations.add(new Violation("subscriptionPeriod", choice(environment)));
    }
    if (PriceRules.sum(terms.prices()).filter(sum -> sum > MOST_STARS).isPresent()) {
      violations.add(
          new Violation("prices", "must not sum to more than 10000 Stars for a subscription"));
    }
    if (order.sendTo().isPresent()) {
      violations.add(
          new Violation(
              "sendTo",
              "cannot be given for a subscription, which Telegram takes by link only; leave it out"
                  + " and use /link"));
    }
    if (terms.inline()) {
      violations.add(
          new Violation(
              "inline", "cannot be true for a subscription, which Telegram takes by link only"));
    }
    return violations;
  }

  private static boolean isKnown(int period, BotEnvironment environment) {
    return environment == BotEnvironment.TEST
        ? ON_TEST_SERVERS.contains(period)
        : period == DAYS_30;
  }

  private static String choice(BotEnvironment environment) {
    return environment == BotEnvironment.TEST
        ? "must be 60 or 300 seconds for a bot on Telegram's test servers"
        : "must be 2592000 seconds, which is 30 days; Telegram takes no other";
  }
}
