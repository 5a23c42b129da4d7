package io.github.tillgram.payments;

import io.github.tillgram.chat.Phrases;
import io.github.tillgram.invoice.Invoice;
import io.github.tillgram.invoice.Photo;
import io.github.tillgram.merchant.Bot;
import io.github.tillgram.money.Money;
import io.github.tillgram.telegram.api.AnswerInlineQuery;
import io.github.tillgram.telegram.api.InlineQueryResultArticle;
import io.github.tillgram.telegram.api.TelegramJson;
import io.github.tillgram.telegram.api.WebhookReply;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Says what is offered as results of an inline query, a page at a time. */
@ApplicationScoped
class InlineResults {

  /** As many as Telegram takes. */
  static final int MOST = 50;

  /** Telegram reads no response above 1 MiB; fifty long invoices may have twice as much. */
  private static final int LARGEST = 512 * 1024;

  /**
   * Telegram may give the same answer to others for so many seconds: it keeps much typing from us,
   * and what is offered too long is declined at pre-checkout.
   */
  private static final int CACHE_SECONDS = 10;

  private static final String ARTICLE = "article";

  private final InvoiceContents contents;

  InlineResults(InvoiceContents contents) {
    this.contents = contents;
  }

  /** Reads an offset that {@link #page} wrote; anything else is empty. */
  static Optional<UUID> before(String offset) {
    try {
      return Optional.of(UUID.fromString(offset));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  static WebhookReply none(String queryId) {
    return AnswerInlineQuery.of(queryId, List.of(), CACHE_SECONDS, "");
  }

  /**
   * The next page begins behind the last result, so what is issued or paid meanwhile shifts
   * nothing.
   *
   * @param found perhaps one more than fit a page, which tells whether there is another
   */
  WebhookReply page(String queryId, Bot bot, List<Invoice> found) {
    List<InlineQueryResultArticle> page = new ArrayList<>();
    int size = 0;
    for (Invoice invoice : found.subList(0, Math.min(MOST, found.size()))) {
      InlineQueryResultArticle result = result(invoice, bot);
      size += TelegramJson.write(result).getBytes(StandardCharsets.UTF_8).length;
      if (size > LARGEST && !page.isEmpty()) {
        break;
      }
      page.add(result);
    }
    String next = page.size() < found.size() ? page.get(page.size() - 1).id() : "";
    return AnswerInlineQuery.of(queryId, page, CACHE_SECONDS, next);
  }

  private InlineQueryResultArticle result(Invoice invoice, Bot bot) {
    String price = Money.of(invoice.total(), invoice.currency()).format(Phrases.locale(null));
    return new InlineQueryResultArticle(
        ARTICLE,
        invoice.id().toString(),
        invoice.title(),
        price + " · " + invoice.terms().description(),
        invoice.terms().photo().map(Photo::url).orElse(null),
        contents.of(invoice, bot));
  }
}
