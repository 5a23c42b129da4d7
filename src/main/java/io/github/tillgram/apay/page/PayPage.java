package io.github.tillgram.apay.page;

import io.github.tillgram.chat.Phrase;
import io.github.tillgram.chat.Phrases;
import io.github.tillgram.invoice.Invoice;
import io.github.tillgram.invoice.PageReservations.Obstacle;
import io.github.tillgram.invoice.Usage;
import io.github.tillgram.money.Money;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** A page that says where a payer stands. Without scripts, pictures or anything from elsewhere. */
final class PayPage {

  /** What such a page may do: nothing but look as it does. */
  static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private static final int SECONDS_TO_FOLLOW = 3;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="%s">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="robots" content="noindex">
      %s<title>%s</title>
      <style>
      :root { color-scheme: light dark; }
      body { margin: 0; min-height: 100vh; display: grid; place-items: center;
             font: 17px/1.5 system-ui, sans-serif; background: Canvas; color: CanvasText; }
      main { box-sizing: border-box; width: min(100%%, 28rem); padding: 2rem 1.5rem; }
      h1 { margin: 0 0 .25rem; font-size: 1.3rem; overflow-wrap: anywhere; }
      .amount { margin: 0 0 1.25rem; font-size: 1.6rem; font-weight: 600; }
      .step { margin: 0 0 1.5rem; }
      a { display: block; padding: .85rem; border-radius: .6rem; text-align: center;
          text-decoration: none; background: #2a7d4f; color: #fff; font-weight: 600; }
      a:focus-visible { outline: 3px solid #8fd3ad; outline-offset: 2px; }
      </style>
      </head>
      <body>
      <main>
      %s</main>
      </body>
      </html>
      """;

  private final Locale language;
  private final Optional<Invoice> invoice;

  PayPage(Locale language, Optional<Invoice> invoice) {
    this.language = language;
    this.invoice = invoice;
  }

  /**
   * @param payAddress where the payer can begin anew
   */
  String of(PayStep step, String payAddress) {
    StringBuilder main = new StringBuilder();
    invoice.ifPresent(
        known ->
            main.append("<h1>")
                .append(escaped(known.title()))
                .append("</h1>\n<p class=\"amount\">")
                .append(escaped(Money.of(known.total(), known.currency()).format(language)))
                .append("</p>\n"));
    main.append("<p class=\"step\" data-step=\"")
        .append(step.getClass().getSimpleName())
        .append("\">")
        .append(escaped(words(step)))
        .append("</p>\n");
    link(step, payAddress).ifPresent(main::append);
    return PAGE.formatted(
        language.getLanguage(),
        follows(step)
            ? "<meta http-equiv=\"refresh\" content=\"" + SECONDS_TO_FOLLOW + "\">\n"
            : "",
        escaped(invoice.map(Invoice::title).orElse("")),
        main);
  }

  /** Whether the page looks by itself how things go on. */
  private static boolean follows(PayStep step) {
    return step instanceof PayStep.Prepare || step instanceof PayStep.Waiting;
  }

  private Optional<String> link(PayStep step, String payAddress) {
    if (step instanceof PayStep.Waiting) {
      return ((PayStep.Waiting) step)
          .page()
          .map(page -> button(page, Phrases.say(Phrase.PAGE_BACK_TO_PAGE, language)));
    }
    boolean mayPay =
        step instanceof PayStep.NotPaid
            || step instanceof PayStep.Ready
            || step instanceof PayStep.TryLater;
    return mayPay
        ? Optional.of(button(payAddress, Phrases.say(Phrase.PAGE_PAY_AGAIN, language)))
        : Optional.empty();
  }

  private static String button(String address, String words) {
    return "<a rel=\"noreferrer\" href=\"" + escaped(address) + "\">" + escaped(words) + "</a>\n";
  }

  private String words(PayStep step) {
    if (step instanceof PayStep.Blocked) {
      PayStep.Blocked blocked = (PayStep.Blocked) step;
      return words(blocked.obstacle(), blocked.until());
    }
    return Phrases.say(sentence(step), language);
  }

  private static Phrase.Sentence sentence(PayStep step) {
    if (step instanceof PayStep.Prepare || step instanceof PayStep.Go) {
      return Phrase.PAGE_PREPARING;
    }
    if (step instanceof PayStep.Waiting) {
      return Phrase.PAGE_WAITING;
    }
    if (step instanceof PayStep.NotPaid) {
      return Phrase.PAGE_NOT_PAID;
    }
    if (step instanceof PayStep.Paid) {
      return Phrase.PAGE_THANKS;
    }
    if (step instanceof PayStep.Ready) {
      return Phrase.PAGE_READY;
    }
    return step instanceof PayStep.Unknown ? Phrase.PAGE_UNKNOWN : Phrase.PAGE_TRY_LATER;
  }

  private String words(Obstacle obstacle, Optional<Instant> until) {
    return switch (obstacle) {
      case PAID ->
          Phrases.say(
              invoice.filter(known -> known.usage() == Usage.REUSABLE).isPresent()
                  ? Phrase.INVOICE_SOLD_OUT
                  : Phrase.INVOICE_PAID,
              language);
      case REFUNDED -> Phrases.say(Phrase.INVOICE_REFUNDED, language);
      case CANCELED -> Phrases.say(Phrase.INVOICE_CANCELED, language);
      case EXPIRED -> Phrases.say(Phrase.INVOICE_EXPIRED, language);
      case BEING_PAID ->
          until
              .map(time -> Phrases.say(Phrase.PAGE_BEING_PAID, language, TIME.format(time)))
              .orElseGet(() -> Phrases.say(Phrase.CHECKOUT_RESERVED_BY_ANOTHER_PAYER, language));
      case UNDER_REVIEW -> Phrases.say(Phrase.PAGE_UNDER_REVIEW, language);
      case LIMIT_REACHED -> Phrases.say(Phrase.CHECKOUT_LIMIT_REACHED, language);
    };
  }

  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
