package io.github.tillgram.invoice;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
public class InvoiceRepository implements PanacheRepositoryBase<Invoice, UUID> {

  /** Does not disturb those who only refer to the bot, such as a new invoice. */
  private static final String LOCK_BOT = "SELECT id FROM bot WHERE id = :botId FOR NO KEY UPDATE";

  private static final String TIME = "createdAt";

  /** Two small sets instead of an alternative, which no index would serve. */
  private static final String OF_PAYER =
      "id in (select i.id from Invoice i where i.merchantId = :merchantId and i.payerId = :payerId"
          + " union select p.invoiceId from Payment p where p.merchantId = :merchantId"
          + " and p.payerId = :payerId)";

  /** An invoice of this merchant; another merchant's does not exist for it. */
  public Uni<Optional<Invoice>> findOwn(UUID merchantId, UUID id) {
    return find("id = ?1 and merchantId = ?2", id, merchantId)
        .firstResult()
        .map(Optional::ofNullable);
  }

  /** An invoice of this bot; another bot's does not exist for it. */
  public Uni<Optional<Invoice>> findOfBot(UUID botId, UUID id) {
    return find("id = ?1 and botId = ?2", id, botId).firstResult().map(Optional::ofNullable);
  }

  /** Locks the row until the transaction ends. */
  Uni<Optional<Invoice>> lockOwn(UUID merchantId, UUID id) {
    return find("id = ?1 and merchantId = ?2", id, merchantId)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResult()
        .map(Optional::ofNullable);
  }

  /** Locks the row, which is there, until the transaction ends. */
  Uni<Invoice> lock(UUID id) {
    return findById(id, LockModeType.PESSIMISTIC_WRITE);
  }

  /**
   * The only way money finds an invoice: by bot and payload. Locks the row; without an invoice the
   * bot's row, so that a payment and its refund never pass each other unseen.
   */
  Uni<Optional<Invoice>> lockByPayload(UUID botId, String payload) {
    return find("botId = ?1 and payload = ?2", botId, payload)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResult()
        .map(Optional::ofNullable)
        .call(found -> found.isPresent() ? Uni.createFrom().voidItem() : lockBot(botId));
  }

  private Uni<?> lockBot(UUID botId) {
    return getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(LOCK_BOT, UUID.class)
                    .setParameter("botId", botId)
                    .getSingleResultOrNull());
  }

  /** Newest first; in the order of their time where that is asked for. */
  public Uni<List<Invoice>> search(UUID merchantId, InvoiceFilter filter, int limit) {
    Conditions wanted = wanted(merchantId, filter);
    if (!filter.created().isLimited()) {
      return page(wanted.and("id < :before", filter.before()), Sort.descending("id"), limit);
    }
    Sort newestFirst = Sort.descending(TIME, "id");
    if (filter.before().isEmpty()) {
      return page(wanted, newestFirst, limit);
    }
    return findOwn(merchantId, filter.before().get())
        .chain(
            last ->
                last.isEmpty()
                    ? Uni.createFrom().item(List.of())
                    : page(
                        wanted.before(TIME, last.get().createdAt(), last.get().id()),
                        newestFirst,
                        limit));
  }

  /** Oldest first, in the order of their time, from behind the last one on. */
  public Uni<List<Invoice>> walk(
      UUID merchantId, InvoiceFilter filter, Optional<Invoice> last, int limit) {
    Conditions wanted = wanted(merchantId, filter);
    last.ifPresent(one -> wanted.after(TIME, one.createdAt(), one.id()));
    return page(wanted, Sort.ascending(TIME, "id"), limit);
  }

  private Uni<List<Invoice>> page(Conditions wanted, Sort order, int limit) {
    return find(wanted.text(), order, wanted.parameters()).page(Page.ofSize(limit)).list();
  }

  private static Conditions wanted(UUID merchantId, InvoiceFilter filter) {
    Conditions wanted =
        new Conditions(merchantId)
            .and("standing = :status", filter.status().map(Enum::name))
            .and("reference = :reference", filter.reference())
            .and("botId = :botId", filter.botId())
            .and("rail = :rail", filter.rail())
            .and("terms.currency = :currency", filter.currency())
            .and("usage = :usage", filter.usage())
            .and("anomaly = :anomaly", filter.anomaly())
            .and(OF_PAYER, filter.payerId())
            .within(TIME, filter.created());
    filter.status().map(InvoiceRepository::follows).ifPresent(wanted::and);
    filter.usage().filter(Usage.REUSABLE::equals).ifPresent(rare -> wanted.and("usage = REUSABLE"));
    return filter.charge().ofInvoices(wanted);
  }

  /** What a status implies, and an index knows. */
  private static String follows(InvoiceStatus status) {
    return switch (status) {
      case OPEN, CHECKOUT -> "unsettled = true";
      case PAID -> "paidAt is not null";
      case EXPIRED, CANCELED -> "paidAt is null";
      case REFUNDED ->
          "id in (select p.invoiceId from Payment p where p.merchantId = :merchantId"
              + " and p.status = REFUNDED)";
    };
  }
}
