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
    UUID botId,
    Source source,
    @Schema(description = "RUNNING goes on by itself; REFUSED is tried again at the next run")
        RunOutcome outcome,
    @Schema(description = "Why it waits or was refused", nullable = true) String reason,
    @Schema(description = "How many transactions were read") int transactions,
    @Schema(
            description =
                "What came in less what went out, of all transactions; null before the end",
            nullable = true)
        Amount balance,
    @Schema(description = "All transactions in sums, those that are no payments of invoices too")
        List<Sum> movements,
    @Schema(description = "Differences this run saw first") int found,
    @Schema(description = "Differences this run found gone") int resolved,
    @Schema(description = "Differences at its end") int open,
    Instant startedAt,
    @Schema(nullable = true) Instant finishedAt) {

  private static final long NANOSTARS = 1_000_000_000;

  /** An amount of Stars; both parts have the same sign. */
  @Schema(name = "StarAmount")
  public record Amount(
      @Schema(description = "Whole Stars") long amount,
      @Schema(description = "Billionths of a Star besides") int nanostars) {}

  /** What moved one way for one reason. */
  @Schema(name = "StarMovements")
  public record Sum(
      @Schema(description = "Telegram's word for the other side", example = "user") String partner,
      @Schema(
              description = "Telegram's word for what a user paid for; null for other partners",
              example = "invoice_payment",
              nullable = true)
          String transactionType,
      Direction direction,
      long count,
      @Schema(description = "Whole Stars") long amount,
      @Schema(description = "Billionths of a Star besides") int nanostars) {

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
