package io.github.tillgram.merchantapi;

import io.github.tillgram.invoice.DayTotal;
import io.github.tillgram.invoice.Rail;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the ledger comes to, day by day. */
@Schema(name = "Statement")
public record StatementView(
    @Schema(description = "What a day is: from midnight to midnight there", example = "UTC")
        String zone,
    @Schema(description = "The first day", example = "2026-11-01") LocalDate from,
    @Schema(description = "The day after the last", example = "2026-12-01") LocalDate to,
    @Schema(description = "Oldest first, then by currency and rail; none without entries")
        List<Day> days) {

  /**
   * The entries that were written on a day, in one currency and on one rail. Sums are integers in
   * the smallest unit, of any size: beyond 2^53 many parsers round what they do not read as such.
   * They are described as numbers without a fraction, since generators make 32 bits of an integer
   * without a format.
   */
  @Schema(name = "StatementDay")
  public record Day(
      @Schema(description = "The day", example = "2026-11-29") LocalDate date,
      @Schema(example = "USD") String currency,
      Rail rail,
      @Schema(description = "How many lines of the ledger these are", example = "3") long entries,
      @Schema(
              description = "How many payments they are about; one may be on several days",
              example = "2")
          long payments,
      @Schema(
              type = SchemaType.NUMBER,
              multipleOf = 1,
              description = "For the goods, in the smallest unit, of any size",
              example = "2500")
          BigInteger goods,
      @Schema(
              type = SchemaType.NUMBER,
              multipleOf = 1,
              description = "For sending them, in the smallest unit, of any size",
              example = "300")
          BigInteger shipping,
      @Schema(
              type = SchemaType.NUMBER,
              multipleOf = 1,
              description = "Tips, in the smallest unit, of any size",
              example = "0")
          BigInteger tip,
      @Schema(
              type = SchemaType.NUMBER,
              multipleOf = 1,
              description =
                  "What came to wait for your decision, without what waits no more; in the smallest"
                      + " unit, of any size, and negative where more was decided than came",
              example = "0")
          BigInteger held,
      @Schema(
              type = SchemaType.NUMBER,
              multipleOf = 1,
              description = "What went back, negative, in the smallest unit, of any size",
              example = "-1250")
          BigInteger refunded,
      @Schema(
              type = SchemaType.NUMBER,
              multipleOf = 1,
              description = "The sum of these five, in the smallest unit, of any size",
              example = "1550")
          BigInteger net) {}

  static StatementView of(ZoneId zone, LocalDate from, LocalDate to, List<DayTotal> totals) {
    return new StatementView(
        zone.getId(), from, to, totals.stream().map(total -> day(from, total)).toList());
  }

  private static Day day(LocalDate first, DayTotal total) {
    return new Day(
        first.plusDays(total.day()),
        total.currency(),
        total.rail(),
        total.entries(),
        total.payments(),
        total.goods(),
        total.shipping(),
        total.tip(),
        total.held(),
        total.refunded(),
        total.net());
  }
}
