package io.github.tillgram.payments;

import io.github.tillgram.chat.BotCalls;
import io.github.tillgram.invoice.ContactData;
import io.github.tillgram.invoice.Invoice;
import io.github.tillgram.invoice.InvoiceTerms;
import io.github.tillgram.invoice.Photo;
import io.github.tillgram.invoice.Tip;
import io.github.tillgram.merchant.Bot;
import io.github.tillgram.telegram.api.InvoiceContent;
import io.github.tillgram.telegram.api.LabeledPrice;
import io.github.tillgram.telegram.api.TelegramJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Says an invoice in Telegram's words, whether it goes out as a message, a link or a result. */
@ApplicationScoped
class InvoiceContents {

  private final BotCalls calls;

  InvoiceContents(BotCalls calls) {
    this.calls = calls;
  }

  InvoiceContent of(Invoice invoice, Bot bot) {
    InvoiceTerms terms = invoice.terms();
    Optional<Photo> photo = terms.photo();
    Tip tip = terms.tip();
    return new InvoiceContent(
        terms.title(),
        terms.description(),
        invoice.payload(),
        terms.isStars() ? "" : calls.providerToken(bot),
        terms.currency(),
        terms.prices().stream().map(line -> new LabeledPrice(line.label(), line.amount())).toList(),
        tip.max() == 0 ? null : tip.max(),
        tip.suggested().isEmpty() ? null : tip.suggested(),
        terms.providerData().map(TelegramJson::write).orElse(null),
        part(photo, Photo::url),
        part(photo, Photo::size),
        part(photo, Photo::width),
        part(photo, Photo::height),
        flag(terms.required(), ContactData.NAME),
        flag(terms.required(), ContactData.PHONE),
        flag(terms.required(), ContactData.EMAIL),
        flag(terms.required(), ContactData.ADDRESS),
        flag(terms.shared(), ContactData.PHONE),
        flag(terms.shared(), ContactData.EMAIL),
        terms.isFlexible() ? true : null);
  }

  private static <T> T part(Optional<Photo> photo, Function<Photo, T> part) {
    return photo.map(part).orElse(null);
  }

  /** What is not asked for is left out. */
  private static Boolean flag(Set<ContactData> wanted, ContactData data) {
    return wanted.contains(data) ? true : null;
  }
}
