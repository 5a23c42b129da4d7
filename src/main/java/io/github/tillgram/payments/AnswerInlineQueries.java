package io.github.tillgram.payments;

import io.github.tillgram.database.DatabaseConfig;
import io.github.tillgram.database.Permits;
import io.github.tillgram.invoice.InlineOffers;
import io.github.tillgram.invoice.Invoice;
import io.github.tillgram.merchant.Bot;
import io.github.tillgram.merchant.BotRepository;
import io.github.tillgram.merchant.BotRole;
import io.github.tillgram.telegram.api.InlineQuery;
import io.github.tillgram.telegram.api.UpdateKind;
import io.github.tillgram.telegram.api.WebhookReply;
import io.github.tillgram.webhook.IncomingUpdate;
import io.github.tillgram.webhook.Route;
import io.github.tillgram.webhook.Selector;
import io.github.tillgram.webhook.UpdateHandler;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Lets people put the bot's invoices into any chat. Anybody can ask, at every key he presses, so
 * nothing is written, a small share of the connections is all there is for it, and whoever comes
 * too late gets no answer rather than an error: failures would slow down all of the bot's updates,
 * and one that waits keeps one of Telegram's connections from a payment.
 */
@ApplicationScoped
class AnswerInlineQueries implements UpdateHandler {

  private static final Logger LOG = Logger.getLogger(AnswerInlineQueries.class);

  /** One connection of so many. */
  private static final int SHARE = 10;

  private static final int MOST_WAITING = 32;
  private static final Duration LONGEST_WAIT = Duration.ofMillis(250);

  private record Found(Bot bot, List<Invoice> invoices) {}

  private final BotRepository bots;
  private final InlineOffers offers;
  private final InlineResults results;
  private final Permits permits;

  AnswerInlineQueries(
      Vertx vertx,
      DatabaseConfig database,
      BotRepository bots,
      InlineOffers offers,
      InlineResults results) {
    this.bots = bots;
    this.offers = offers;
    this.results = results;
    int most = Math.max(1, database.connections() / SHARE);
    this.permits = new Permits(vertx, most, MOST_WAITING, LONGEST_WAIT);
  }

  @Override
  public Route route() {
    return new Route(BotRole.MERCHANT, UpdateKind.INLINE_QUERY, Selector.ANY);
  }

  @Override
  public Uni<Optional<WebhookReply>> handle(IncomingUpdate update) {
    InlineQuery query = update.as(InlineQuery.class);
    Optional<UUID> before = InlineResults.before(query.offset());
    if (before.isEmpty() && !query.offset().isEmpty()) {
      return Uni.createFrom().item(Optional.of(InlineResults.none(query.id())));
    }
    return permits
        .with(() -> find(update.bot().id(), query, before))
        .map(found -> Optional.of(results.page(query.id(), found.bot(), found.invoices())))
        .onFailure()
        .recoverWithItem(AnswerInlineQueries::unanswered);
  }

  private Uni<Found> find(UUID botId, InlineQuery query, Optional<UUID> before) {
    return Panache.withSession(
        () ->
            bots.<Bot>findById(botId)
                .chain(
                    bot ->
                        offers
                            .find(botId, query.query().strip(), before, InlineResults.MOST + 1)
                            .map(invoices -> new Found(bot, invoices))));
  }

  private static Optional<WebhookReply> unanswered(Throwable failure) {
    LOG.debugf("An inline query was not answered: %s", failure);
    return Optional.empty();
  }
}
