package io.github.tillgram.webhook;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

@ApplicationScoped
class QuarantineRepository implements PanacheRepositoryBase<QuarantinedBody, UUID> {}
