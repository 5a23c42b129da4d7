package io.github.tillgram.sandbox.world;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** A message as the Bot API spells it, and, for an invoice, its terms and whether it was paid. */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
public final class ChatMessage {
  private final ObjectNode content;
  private final InvoiceTerms terms;
  private String paidByCharge;
  private PaidMedia paidMedia;

  @JsonCreator
  public ChatMessage(
      @JsonProperty("content") ObjectNode content, @JsonProperty("terms") InvoiceTerms terms) {
    this.content = content;
    this.terms = terms;
  }

  public long id() {
    return content.path("message_id").asLong();
  }

  /** In channels only bots write here, and their messages name no sender. */
  public boolean isFromBot() {
    return content.path("from").path("is_bot").asBoolean() || content.has("sender_chat");
  }

  public ObjectNode content() {
    return content;
  }

  public Optional<InvoiceTerms> terms() {
    return Optional.ofNullable(terms);
  }

  public Optional<String> paidByCharge() {
    return Optional.ofNullable(paidByCharge);
  }

  public void paidBy(String chargeId) {
    paidByCharge = chargeId;
  }

  public Optional<PaidMedia> paidMedia() {
    return Optional.ofNullable(paidMedia);
  }

  public ChatMessage selling(PaidMedia media) {
    paidMedia = media;
    return this;
  }
}
