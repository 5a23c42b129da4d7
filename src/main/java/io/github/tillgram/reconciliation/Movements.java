package io.github.tillgram.reconciliation;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.tillgram.telegram.api.TelegramJson;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * What moved one way for one reason, in sum.
 *
 * @param partner the other side's type as Telegram names it, such as {@code user}
 * @param transactionType of users, such as {@code invoice_payment}; others have none
 * @param amount whole Stars; {@code nanostars} are the billionths besides
 */
@RegisterForReflection
public record Movements(
    @JsonProperty(value = "partner", required = true) String partner,
    @JsonProperty("transactionType") String transactionType,
    @JsonProperty(value = "direction", required = true) Direction direction,
    @JsonProperty(value = "count", required = true) long count,
    @JsonProperty(value = "amount", required = true) long amount,
    @JsonProperty(value = "nanostars", required = true) int nanostars) {

  static List<Movements> read(String json) {
    try {
      return List.of(TelegramJson.read(json, Movements[].class));
    } catch (JsonProcessingException damaged) {
      throw new IllegalStateException("a run holds damaged sums", damaged);
    }
  }
}
