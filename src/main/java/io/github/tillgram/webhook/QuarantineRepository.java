package io.github.tillgram.webhook;

import io.github.tillgram.security.EncryptedColumns;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class QuarantineRepository
    implements PanacheRepositoryBase<QuarantinedBody, UUID>, EncryptedColumns {

  @Override
  public List<Column> encryptedColumns() {
    return List.of(new Column(QuarantinedBody.TABLE, QuarantinedBody.BODY));
  }
}
