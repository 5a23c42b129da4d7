package io.github.tillgram.payments;

import io.github.tillgram.invoice.InvoiceTerms;
import io.github.tillgram.invoice.ShippingOption;
import io.github.tillgram.money.Currencies;
import io.github.tillgram.telegram.api.TelegramJson;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the server would refuse about shipping options when a payer waits for them, and what could
 * never be offered.
 */
final class ShippingRules {

  private static final int MOST_OPTIONS = 50;

  /** So that what is listed, exported or delivered with many invoices stays small. */
  private static final int LARGEST = 32_768;

  private static final int LONGEST_ID_BYTES = 64;
  private static final int LONGEST_TITLE = 128;
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private ShippingRules() {}

  static void check(Findings findings, InvoiceTerms terms) {
    List<ShippingOption> options = terms.shipping();
    if (options.isEmpty()) {
      return;
    }
    if (terms.isStars()) {
      findings.add("shipping", "cannot be charged with XTR; leave it out");
      return;
    }
    if (options.size() > MOST_OPTIONS) {
      findings.add("shipping.options", "must not have more than 50 options; merge some");
    }
    if (TelegramJson.write(options).length() > LARGEST) {
      findings.add("shipping.options", "must not have more than 32768 characters as JSON");
    }
    Optional<Long> goods = PriceRules.sum(terms.prices());
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < options.size(); i++) {
      String field = "shipping.options[" + i + "]";
      id(findings, field + ".id", options.get(i).id(), ids);
      option(findings, field, options.get(i), goods);
    }
    goods.ifPresent(total -> anyFits(findings, options, total));
  }

  private static void id(Findings findings, String field, String id, Set<String> others) {
    findings.text(field, id, LONGEST_ID_BYTES);
    if (id == null) {
      return;
    }
    int bytes = id.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > LONGEST_ID_BYTES && id.codePointCount(0, id.length()) <= LONGEST_ID_BYTES) {
      findings.add(field, "has " + bytes + " bytes of UTF-8; shorten it to at most 64");
    }
    if (!others.add(id)) {
      findings.add(field, "is the id of an option before it; give each option its own");
    }
  }

  private static void option(
      Findings findings, String field, ShippingOption option, Optional<Long> goods) {
    findings.text(field + ".title", option.title(), LONGEST_TITLE);
    countries(findings, field + ".countries", option.countries());
    if (option.minTotal() < 0) {
      findings.add(field + ".minTotal", "must not be negative; leave it out for no lower limit");
    }
    if (option.minTotal() > option.maxTotal()) {
      findings.add(field + ".maxTotal", "must not be less than minTotal; swap or remove them");
    }
    price(findings, field + ".prices", option, goods);
  }

  private static void countries(Findings findings, String field, Set<String> countries) {
    Set<String> unknown = new TreeSet<>(countries);
    unknown.removeAll(COUNTRIES);
    if (!unknown.isEmpty()) {
      findings.add(
          field,
          "must be ISO 3166-1 alpha-2 codes in capitals, such as IN; " + unknown + " are not");
    }
  }

  private static void price(
      Findings findings, String field, ShippingOption option, Optional<Long> goods) {
    PriceRules.lines(findings, field, option.prices());
    if (option.prices().isEmpty()) {
      return;
    }
    Optional<Long> sum = PriceRules.sum(option.prices());
    if (sum.isEmpty() || sum.get() > Currencies.MAX_AMOUNT) {
      findings.add(field, "must not sum to more than 999999999999");
    } else if (sum.get() <= 0) {
      findings.add(
          field,
          "must sum to more than 0, Telegram takes no free option; the sum is "
              + sum.get()
              + ". Put a part of the price of the goods here to ship for nothing on top");
    } else if (goods.filter(total -> exceeds(total, sum.get())).isPresent()) {
      findings.add(field, "must not sum to more than 999999999999 together with the goods");
    }
  }

  private static boolean exceeds(long goods, long shipping) {
    return goods <= Currencies.MAX_AMOUNT && goods + shipping > Currencies.MAX_AMOUNT;
  }

  private static void anyFits(Findings findings, List<ShippingOption> options, long total) {
    if (options.stream().noneMatch(option -> option.isForTotal(total))) {
      findings.add(
          "shipping.options",
          "must have at least one option whose minTotal and maxTotal include the total of this"
              + " invoice, "
              + total
              + "; nobody could pay it otherwise");
    }
  }
}
