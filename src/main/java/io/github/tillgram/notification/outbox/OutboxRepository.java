package io.github.tillgram.notification.outbox;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class OutboxRepository implements PanacheRepositoryBase<OutboxRow, Long> {}
