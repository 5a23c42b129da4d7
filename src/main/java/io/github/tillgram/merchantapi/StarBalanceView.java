package io.github.tillgram.merchantapi;

import io.github.tillgram.payments.StarBalance;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many Stars a bot has. */
@Schema(name = "StarBalance")
public record StarBalanceView(
    @Schema(description = "Whole Stars; may be negative", example = "1250") long amount,
    @Schema(description = "Billionths of a Star on top, with the sign of the amount", example = "0")
        int nanostarAmount) {

  static StarBalanceView of(StarBalance.Balance balance) {
    return new StarBalanceView(balance.amount(), balance.nanostarAmount());
  }
}
