package io.github.tillgram.invoice;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

@ApplicationScoped
public class PaymentRepository implements PanacheRepositoryBase<Payment, UUID> {

  private static final String TIME = "paidAt";

  /** An invoice that may be paid for ever has more than anybody wants to read at once. */
  public static final int MOST_OF_AN_INVOICE = 100;

  private static final String LATEST =
      """
      from Payment p where p.id in (
        select latest.id from Invoice i
        join lateral (
          select q.id as id from Payment q where q.invoiceId = i.id order by q.id desc limit %d
        ) latest
        where i.id in ?1)
      order by p.id
      """
          .formatted(MOST_OF_AN_INVOICE);

  Uni<Optional<Payment>> findByCharge(UUID botId, String chargeId) {
    return find("botId = ?1 and telegramChargeId = ?2", botId, chargeId)
        .firstResult()
        .map(Optional::ofNullable);
  }

  public Uni<Optional<Payment>> findOwn(UUID merchantId, UUID id) {
    return find("id = ?1 and merchantId = ?2", id, merchantId)
        .firstResult()
        .map(Optional::ofNullable);
  }

  /** The latest payments of some invoices, oldest first, in one query. */
  public Uni<Map<UUID, List<Payment>>> ofInvoices(Collection<UUID> invoiceIds) {
    if (invoiceIds.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return find(LATEST, invoiceIds)
        .list()
        .map(
            payments ->
                payments.stream()
                    .collect(Collectors.groupingBy(payment -> payment.invoiceId().orElseThrow())));
  }

  /** Newest first; in the order of their time where that is asked for. */
  public Uni<List<Payment>> search(UUID merchantId, PaymentFilter filter, int limit) {
    Conditions wanted = wanted(merchantId, filter);
    if (!filter.paid().isLimited()) {
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
                        wanted.before(TIME, last.get().paidAt(), last.get().id()),
                        newestFirst,
                        limit));
  }

  /** Oldest first, in the order of their time, from behind the last one on. */
  public Uni<List<Payment>> walk(
      UUID merchantId, PaymentFilter filter, Optional<Payment> last, int limit) {
    Conditions wanted = wanted(merchantId, filter);
    last.ifPresent(one -> wanted.after(TIME, one.paidAt(), one.id()));
    return page(wanted, Sort.ascending(TIME, "id"), limit);
  }

  private Uni<List<Payment>> page(Conditions wanted, Sort order, int limit) {
    return find(wanted.text(), order, wanted.parameters()).page(Page.ofSize(limit)).list();
  }

  private static Conditions wanted(UUID merchantId, PaymentFilter filter) {
    Conditions wanted =
        new Conditions(merchantId)
            .and("status = :status", filter.status())
            .and("rail = :rail", filter.rail())
            .and("currency = :currency", filter.currency())
            .and("botId = :botId", filter.botId())
            .and("invoiceId = :invoiceId", filter.invoiceId())
            .and(
                "invoiceId = (select i.id from Invoice i where i.merchantId = :merchantId"
                    + " and i.reference = :reference)",
                filter.reference())
            .and("payerId = :payerId", filter.payerId())
            .and("anomaly = :anomaly", filter.anomaly())
            .within(TIME, filter.paid());
    if (filter.status().filter(status -> status != PaymentStatus.COUNTED).isPresent()) {
      wanted.and("status <> COUNTED");
    }
    return filter.charge().ofPayments(wanted);
  }
}
