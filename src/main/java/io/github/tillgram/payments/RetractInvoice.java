package io.github.tillgram.payments;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.tillgram.invoice.InvoiceMessages;
import io.github.tillgram.invoice.InvoiceMessages.Place;
import io.github.tillgram.notification.outbox.OutboxHandler;
import io.github.tillgram.notification.outbox.OutboxMessage;
import io.github.tillgram.notification.outbox.OutboxOutcome;
import io.github.tillgram.notification.outbox.Urgency;
import io.github.tillgram.telegram.api.TelegramJson;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Set;

/**
 * Takes an invoice that can no longer be paid out of all chats. It may stand in very many, so each
 * row sees to a portion, and leaves the rest to the next one in the transaction that ends it.
 */
@ApplicationScoped
class RetractInvoice implements OutboxHandler {

  /** The message at which the portion before ended; neither for the first portion. */
  @RegisterForReflection
  record Body(
      @JsonProperty("afterChat") Long afterChat, @JsonProperty("afterMessage") Long afterMessage) {}

  private final InvoiceMessages sent;

  RetractInvoice(InvoiceMessages sent) {
    this.sent = sent;
  }

  @Override
  public Set<String> kinds() {
    return Set.of(InvoiceMessages.RETRACT_EVERYWHERE);
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public Urgency urgency(String kind) {
    return Urgency.LATER;
  }

  @Override
  public Uni<OutboxOutcome> attempt(OutboxMessage message) {
    Body body = body(message);
    Place last =
        new Place(
            message.invoiceId(),
            Objects.requireNonNullElse(body.afterChat(), Long.MIN_VALUE),
            Objects.requireNonNullElse(body.afterMessage(), Long.MIN_VALUE));
    return Uni.createFrom().item(OutboxOutcome.done(() -> sent.retractBehind(last)));
  }

  private static Body body(OutboxMessage message) {
    try {
      return TelegramJson.read(message.body(), Body.class);
    } catch (JsonProcessingException damaged) {
      throw new IllegalStateException("an outbox row holds a damaged place", damaged);
    }
  }
}
