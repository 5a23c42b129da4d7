package io.github.tillgram.payments;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.tillgram.invoice.AdoptPayment;
import io.github.tillgram.notification.outbox.OutboxHandler;
import io.github.tillgram.notification.outbox.OutboxMessage;
import io.github.tillgram.notification.outbox.OutboxOutcome;
import io.github.tillgram.telegram.api.TelegramJson;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;

/**
 * Follows the payments of subscriptions that a replica of the version before has booked during an
 * update. Its rows are written by the database, in the transaction that books the payment.
 */
@ApplicationScoped
class AdoptSubscriptionPayment implements OutboxHandler {

  @RegisterForReflection
  record Body(@JsonProperty(value = "paymentId", required = true) UUID paymentId) {}

  private final AdoptPayment payments;

  AdoptSubscriptionPayment(AdoptPayment payments) {
    this.payments = payments;
  }

  @Override
  public Set<String> kinds() {
    return Set.of("subscription.adopt");
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public Uni<OutboxOutcome> attempt(OutboxMessage message) {
    return Uni.createFrom().item(OutboxOutcome.done(() -> payments.adopt(paymentId(message))));
  }

  private static UUID paymentId(OutboxMessage message) {
    try {
      return TelegramJson.read(message.body(), Body.class).paymentId();
    } catch (JsonProcessingException damaged) {
      throw new IllegalStateException("an outbox row holds a damaged payment id", damaged);
    }
  }
}
