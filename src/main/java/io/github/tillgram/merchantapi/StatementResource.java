package io.github.tillgram.merchantapi;

import io.github.tillgram.invoice.Books;
import io.github.tillgram.problem.ProblemException;
import io.github.tillgram.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** What a merchant's days came to. */
@Cancellable(false)
@Path("/api/v1/statements")
@Tag(name = "Statements")
public class StatementResource {

  private static final int MOST_DAYS = 366;
  private static final int USUAL_DAYS = 31;
  private static final ZoneId UTC = ZoneId.of("UTC");

  private final Caller caller;
  private final Books books;
  private final ReadingPermits permits;
  private final Clock clock;

  StatementResource(Caller caller, Books books, ReadingPermits permits, Clock clock) {
    this.caller = caller;
    this.books = books;
    this.permits = permits;
    this.clock = clock;
  }

  @GET
  @RolesAllowed(Roles.READ)
  @Operation(
      operationId = "readStatement",
      summary = "Sum up your ledger by day, currency and rail",
      description =
          "Of at most 366 days; the last 31 with today, if nothing is said. An entry is of the day"
              + " it was written on. The sums of all days are those of the ledger, exactly.")
  @APIResponse(
      responseCode = "200",
      description = "Each day that has entries",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = StatementView.class)))
  @APIResponse(responseCode = "422", description = "A parameter is not valid; errors names it")
  public Uni<StatementView> read(
      @Parameter(description = "The first day", example = "2026-11-01") @RestQuery String from,
      @Parameter(
              description = "The day after the last; tomorrow, if left out",
              example = "2026-12-01")
          @RestQuery
          String to,
      @Parameter(
              description = "What a day is, by the IANA name of a time zone; UTC, if left out",
              example = "Europe/Berlin")
          @RestQuery
          String zone) {
    ZoneId where = Parameters.zone("zone", zone).orElse(UTC);
    LocalDate end =
        Parameters.day("to", to)
            .orElseGet(() -> LocalDate.ofInstant(clock.instant(), where).plusDays(1));
    LocalDate begin = Parameters.day("from", from).orElseGet(() -> end.minusDays(USUAL_DAYS));
    check(begin, end);
    UUID merchantId = caller.merchantId();
    return permits
        .with(merchantId, () -> books.days(merchantId, midnights(begin, end, where)))
        .map(days -> StatementView.of(where, begin, end, days));
  }

  private static void check(LocalDate begin, LocalDate end) {
    if (!begin.isBefore(end)) {
      throw ProblemException.invalid("from", "must lie before to, which is not part of it");
    }
    if (ChronoUnit.DAYS.between(begin, end) > MOST_DAYS) {
      throw ProblemException.invalid("to", "must lie at most 366 days after from");
    }
  }

  /** A day may have 23 hours, or 25. */
  private static List<Instant> midnights(LocalDate begin, LocalDate end, ZoneId zone) {
    return begin
        .datesUntil(end.plusDays(1))
        .map(day -> day.atStartOfDay(zone).toInstant())
        .toList();
  }
}
