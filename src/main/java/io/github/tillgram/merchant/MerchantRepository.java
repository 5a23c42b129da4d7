package io.github.tillgram.merchant;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

@ApplicationScoped
class MerchantRepository implements PanacheRepositoryBase<Merchant, UUID> {}
