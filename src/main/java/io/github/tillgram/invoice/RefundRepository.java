package io.github.tillgram.invoice;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class RefundRepository implements PanacheRepositoryBase<Refund, UUID> {

  Uni<Optional<Refund>> findByCharge(UUID botId, String chargeId) {
    return find("botId = ?1 and telegramChargeId = ?2", botId, chargeId)
        .firstResult()
        .map(Optional::ofNullable);
  }
}
