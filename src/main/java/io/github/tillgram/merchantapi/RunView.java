package io.github.tillgram.merchantapi;

import io.github.tillgram.reconciliation.Direction;
import io.github.tillgram.reconciliation.Movements;
import io.github.tillgram.reconciliation.Run;
import io.github.tillgram.reconciliation.RunOutcome;
import io.github.tillgram.reconciliation.Source;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A run as its merchant sees it. */
@Schema(name = "ReconciliationRun")
public record RunView(
    UUID id,
    @Schema(description = "The bot whose Stars were walked") UUID botId,
    @Schema(description = "Whose books ours were compared with") Source source,
    @Schema(
            description =
                "How it ended; RUNNING goes on by itself, REFUSED is tried again at"
                    + " the next run")
        RunOutcome outcome,
    @Schema(
            description = "Why it waits or was refused; null if it does and was not",
            nullable = true)
        String reason,
    @Schema(description = "How many transactions were read", minimum = "0", example = "42")
        int transactions,
    @Schema(
            description =
                "What came in less what went out, of all transactions; null before the end",
            nullable = true)
        Amount balance,
    @Schema(description = "All transactions in sums, those that are no payments of invoices too")
        List<Sum> movements,
    @Schema(description = "Differences this run saw first", minimum = "0", example = "0") int found,
    @Schema(description = "Differences this run found gone", minimum = "0", example = "0")
        int resolved,
    @Schema(description = "Differences at its end", minimum = "0", example = "0") int open,
    @Schema(description = "When it began: ISO 8601 in UTC") Instant startedAt,
    @Schema(description = "When it ended; null while it is under way", nullable = true)
        Instant finishedAt) {

  private static final long NANOSTARS = 1_000_000_000;

  /** An amount of Stars; both parts have the same sign. */
  @Schema(name = "StarAmount")
  public record Amount(
      @Schema(description = "Whole Stars", example = "1250") long amount,
      @Schema(
              description = "Billionths of a Star besides, with the sign of the amount",
              example = "0")
          int nanostars) {}

  /** What moved one way for one reason. */
  @Schema(name = "StarMovements")
  public record Sum(
      @Schema(description = "Telegram's word for the other side", example = "user") String partner,
      @Schema(
              description = "Telegram's word for what a user paid for; null for other partners",
              nullable = true,
              example = "invoice_payment")
          String transactionType,
      @Schema(description = "Which way the money went") Direction direction,
      @Schema(description = "How many transactions", minimum = "1", example = "42") long count,
      @Schema(description = "Whole Stars", example = "1250") long amount,
      @Schema(description = "Billionths of a Star besides", example = "0") int nanostars) {

    static Sum of(Movements movements) {
      return new Sum(
          movements.partner(),
          movements.transactionType(),
          movements.direction(),
          movements.count(),
          movements.amount(),
          movements.nanostars());
    }
  }

  static RunView of(Run run) {
    List<Movements> movements = run.movements();
    return new RunView(
        run.id(),
        run.botId(),
        run.source(),
        run.outcome(),
        run.reason().orElse(null),
        run.transactions(),
        run.outcome() == RunOutcome.COMPLETED ? balance(movements) : null,
        movements.stream().map(Sum::of).toList(),
        run.found(),
        run.resolved(),
        run.open(),
        run.startedAt(),
        run.finishedAt().orElse(null));
  }

  private static Amount balance(List<Movements> movements) {
    long amount = 0;
    long nanostars = 0;
    for (Movements one : movements) {
      int sign = one.direction() == Direction.INCOMING ? 1 : -1;
      amount += sign * one.amount();
      nanostars += (long) sign * one.nanostars();
    }
    amount += nanostars / NANOSTARS;
    nanostars %= NANOSTARS;
    if (amount > 0 && nanostars < 0) {
      return new Amount(amount - 1, (int) (nanostars + NANOSTARS));
    }
    if (amount < 0 && nanostars > 0) {
      return new Amount(amount + 1, (int) (nanostars - NANOSTARS));
    }
    return new Amount(amount, (int) nanostars);
  }
}
