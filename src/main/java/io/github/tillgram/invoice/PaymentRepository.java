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

  private static final List<PaymentStatus> ANY_STATUS = List.of(PaymentStatus.values());

  /** Ids grow with time; none is ever as large. */
  private static final UUID BEHIND_ALL = new UUID(-1, -1);

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

  /** The payments of some invoices, oldest first, in one query. */
  public Uni<Map<UUID, List<Payment>>> ofInvoices(Collection<UUID> invoiceIds) {
    if (invoiceIds.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return find("invoiceId in ?1", Sort.ascending("id"), invoiceIds)
        .list()
        .map(
            payments ->
                payments.stream()
                    .collect(Collectors.groupingBy(payment -> payment.invoiceId().orElseThrow())));
  }

  public Uni<List<Payment>> listOwn(
      UUID merchantId, Optional<PaymentStatus> status, Optional<UUID> before, int limit) {
    return find(
            "merchantId = ?1 and status in ?2 and id < ?3",
            Sort.descending("id"),
            merchantId,
            status.map(List::of).orElse(ANY_STATUS),
            before.orElse(BEHIND_ALL))
        .page(Page.ofSize(limit))
        .list();
  }
}
