package io.github.tillgram.apay.onboarding;

import io.github.tillgram.security.EncryptedColumns;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Whoever reads a conversation here goes on with it alone until his transaction ends. */
@ApplicationScoped
class ConnectConversationRepository
    implements PanacheRepositoryBase<ConnectConversation, UUID>, EncryptedColumns {

  @Override
  public List<Column> encryptedColumns() {
    return ConnectConversation.ENCRYPTED.stream()
        .map(name -> new Column(ConnectConversation.TABLE, name))
        .toList();
  }

  Uni<Optional<ConnectConversation>> byCode(byte[] digest) {
    return find("code", (Object) digest)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResult()
        .map(Optional::ofNullable);
  }

  /** The one that this person holds with this bot; there is at most one that has not ended. */
  Uni<Optional<ConnectConversation>> heldBy(UUID provider, long person) {
    return find(
            "providerBotId = ?1 and holder = ?2 and state <> ?3",
            provider,
            person,
            ConversationState.ENDED)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResult()
        .map(Optional::ofNullable);
  }
}
