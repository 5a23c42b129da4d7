package io.github.tillgram.merchantapi;

import io.github.tillgram.merchantapi.idempotency.Idempotent;
import io.github.tillgram.problem.ProblemException;
import io.github.tillgram.reconciliation.Difference;
import io.github.tillgram.reconciliation.DifferenceFilter;
import io.github.tillgram.reconciliation.DifferenceKind;
import io.github.tillgram.reconciliation.Differences;
import io.github.tillgram.reconciliation.Run;
import io.github.tillgram.reconciliation.RunRepository;
import io.github.tillgram.reconciliation.Source;
import io.github.tillgram.reconciliation.StarWalks;
import io.github.tillgram.security.Roles;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** A merchant's books beside those of Telegram and A-Pay. */
@Cancellable(false)
@Path("/api/v1/reconciliations")
@Tag(name = "Reconciliation")
public class ReconciliationResource {

  private final Caller caller;
  private final Differences differences;
  private final RunRepository runs;
  private final StarWalks walks;
  private final Clock clock;

  ReconciliationResource(
      Caller caller, Differences differences, RunRepository runs, StarWalks walks, Clock clock) {
    this.caller = caller;
    this.differences = differences;
    this.runs = runs;
    this.walks = walks;
    this.clock = clock;
  }

  /** Which bot is to be reconciled. */
  @Schema(name = "NewReconciliationRun")
  record NewRun(@Schema(required = true, description = "One of your bots") UUID botId) {}

  /** When a run was asked for. */
  @Schema(name = "OrderedReconciliationRun")
  public record OrderedRun(
      @Schema(description = "The bot that is compared") UUID botId,
      @Schema(description = "It begins then, or as soon as it can: ISO 8601 in UTC")
          Instant dueAt) {}

  @GET
  @RolesAllowed(Roles.READ)
  @Operation(
      operationId = "listDifferences",
      summary = "List where your books disagree with Telegram's and A-Pay's, newest first",
      description =
          """
          source=STARS: every bot's Star transactions are walked to their end every few hours and \
          compared with your payments and refunds. What both sides had a quarter of an hour to \
          learn, and one does not have or has with another amount, is a difference for as long as \
          it lasts. What happened before the bot was connected is none, and neither are gifts and \
          other transactions that are no payments of invoices.

          source=APAY: your invoice, Telegram's payment of it where there is one, and A-Pay's \
          deposit, side by side. Each mismatch is listed as it is now, for as long as it lasts:

          - MISSING_HERE: A-Pay says it was paid, and it is in no payment; reason tells why it was \
          parked. Results of withdrawals are not listed.
          - UNCONFIRMED: it is credited once A-Pay confirms it, or you accept the deposit.
          - CONTRADICTED: A-Pay later said otherwise (reason); listed until you give it back.
          - UNRESOLVED: A-Pay was asked for a day and never said how it ended.
          - AMOUNT_DIFFERS, CURRENCY_DIFFERS: the payment is held since it is not what the invoice \
          asks for; PAYMENT_HELD: for another reason. Accept it or give it back.
          - INVOICE_NOT_PAID: the payment counts, and its invoice is not PAID. This must not happen.
          - MISSING_THERE: a payment whose order A-Pay never spoke of. This must not happen.
          - PAID_THROUGH_BOTH: an invoice for one payment was paid through Telegram as well; give \
          one of them back.""")
  public Uni<PageView<DifferenceView>> list(
      @RestQuery String botId,
      @Parameter(
              description = "Only those beside these books",
              schema = @Schema(implementation = Source.class))
          @RestQuery
          String source,
      @Parameter(
              description = "Only those that disagree like this",
              schema = @Schema(implementation = DifferenceKind.class))
          @RestQuery
          String kind,
      @Parameter(
              description = "true for those that last, false for those that are gone",
              schema = @Schema(implementation = Boolean.class))
          @RestQuery
          String open,
      @RestQuery String cursor,
      @RestQuery String limit) {
    int size = Cursor.limit(Parameters.integer("limit", limit).orElse(null));
    DifferenceFilter filter =
        new DifferenceFilter(
            Parameters.uuid("botId", botId),
            Parameters.constant("source", source, Source.class),
            Parameters.constant("kind", kind, DifferenceKind.class),
            Parameters.flag("open", open),
            Cursor.read(cursor));
    Instant now = clock.instant();
    return differences
        .search(caller.merchantId(), filter, size + 1)
        .map(found -> Cursor.page(found, size, Difference::id, one -> DifferenceView.of(one, now)));
  }

  @GET
  @Path("/runs")
  @RolesAllowed(Roles.READ)
  @WithSession
  @Operation(
      operationId = "listReconciliationRuns",
      summary = "List the comparisons themselves, newest first",
      description = "What was read, in sums, and how it ended. Runs are kept for 90 days.")
  public Uni<PageView<RunView>> runs(
      @RestQuery String botId, @RestQuery String cursor, @RestQuery String limit) {
    int size = Cursor.limit(Parameters.integer("limit", limit).orElse(null));
    return runs.listOwn(
            caller.merchantId(), Parameters.uuid("botId", botId), Cursor.read(cursor), size + 1)
        .map(found -> Cursor.page(found, size, Run::id, RunView::of));
  }

  @POST
  @Idempotent(outside = true)
  @Path("/runs")
  @RolesAllowed(Roles.WRITE)
  @Operation(
      operationId = "orderReconciliationRun",
      summary = "Compare soon",
      description =
          "Does not wait for the schedule. At most one run in five minutes, and none sooner than"
              + " Telegram asked for: dueAt tells. A run under way is not begun again.")
  @APIResponse(
      responseCode = "202",
      description = "It will run",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = OrderedRun.class)))
  @APIResponse(responseCode = "404", description = "There is no such bot")
  @APIResponse(responseCode = "422", description = "botId is missing")
  public Uni<Response> order(NewRun request) {
    if (request == null || request.botId() == null) {
      throw ProblemException.invalid("botId", "must not be missing");
    }
    return walks
        .order(caller.merchantId(), request.botId())
        .map(dueAt -> accepted(request.botId(), dueAt));
  }

  private static Response accepted(UUID botId, Optional<Instant> dueAt) {
    return Response.accepted(
            new OrderedRun(botId, dueAt.orElseThrow(() -> ProblemException.notFound("bot"))))
        .build();
  }
}
