package io.github.tillgram.sandbox.botapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.Currencies;
import io.github.tillgram.sandbox.world.InvoiceTerms;
import io.github.tillgram.sandbox.world.Json;
import java.nio.charset.StandardCharsets;

/**
 * What Telegram checks behind the Bot API server. The names for a title or description of wrong
 * length, and for provider data that is no JSON, are a guess; everything else is what the real one
 * says.
 */
final class InvoiceRules {
  private static final int LONGEST_PAYLOAD_BYTES = 128;
  private static final int LONGEST_TITLE = 32;
  private static final int LONGEST_DESCRIPTION = 255;
  private static final int LONGEST_START_PARAMETER = 64;
  private static final int MONTH = 2_592_000;
  private static final long MOST_SUBSCRIPTION_STARS = 10_000;

  private final Currencies currencies;

  InvoiceRules(Currencies currencies) {
    this.currencies = currencies;
  }

  void check(Bot bot, InvoiceTerms terms) {
    check(length(terms.title()) <= LONGEST_TITLE, "INVOICE_TITLE_INVALID");
    check(length(terms.description()) <= LONGEST_DESCRIPTION, "INVOICE_DESCRIPTION_INVALID");
    int payloadBytes = terms.payload().getBytes(StandardCharsets.UTF_8).length;
    check(payloadBytes <= LONGEST_PAYLOAD_BYTES, "INVOICE_PAYLOAD_INVALID");
    checkStartParameter(terms.startParameter());
    check(terms.providerData().isEmpty() || isJson(terms.providerData()), "DATA_JSON_INVALID");
    if (terms.isStars()) {
      check(terms.providerToken().isEmpty(), "PAYMENT_PROVIDER_INVALID");
      check(
          terms.maxTip() == 0 && terms.suggestedTips().isEmpty() && terms.prices().size() == 1,
          "STARS_INVOICE_INVALID");
    } else {
      check(bot.identity().ownsProvider(terms.providerToken()), "PAYMENT_PROVIDER_INVALID");
    }
    check(currencies.allows(terms.currency(), terms.total()), "CURRENCY_TOTAL_AMOUNT_INVALID");
  }

  void checkSubscription(InvoiceTerms terms, boolean testEnvironment) {
    int period = terms.subscriptionPeriod();
    if (period == 0) {
      return;
    }
    boolean known = testEnvironment ? period == 60 || period == 300 : period == MONTH;
    check(terms.isStars() && known, "SUBSCRIPTION_PERIOD_INVALID");
    check(terms.total() <= MOST_SUBSCRIPTION_STARS, "STARS_INVOICE_INVALID");
  }

  private static void checkStartParameter(String parameter) {
    check(parameter.length() <= LONGEST_START_PARAMETER, "START_PARAM_TOO_LONG");
    check(parameter.matches("[A-Za-z0-9_-]*"), "START_PARAM_INVALID");
  }

  private static boolean isJson(String text) {
    try {
      return !Json.mapper().readTree(text).isMissingNode();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  static void check(boolean condition, String error) {
    if (!condition) {
      throw ApiFailure.badRequest(error);
    }
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
