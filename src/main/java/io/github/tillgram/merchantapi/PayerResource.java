package io.github.tillgram.merchantapi;

import io.github.tillgram.event.PublishedEvent;
import io.github.tillgram.merchantapi.description.Reports;
import io.github.tillgram.merchantapi.idempotency.Idempotent;
import io.github.tillgram.privacy.ErasePayer;
import io.github.tillgram.privacy.Erasures;
import io.github.tillgram.privacy.Payer;
import io.github.tillgram.problem.ProblemException;
import io.github.tillgram.problem.ProblemType;
import io.github.tillgram.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Payers who want to be forgotten. They are Telegram's users, so any id may be asked about. */
@Cancellable(false)
@Path("/api/v1/payers/{payerId}")
@Tag(name = "Payers")
public class PayerResource {

  private static final int LONGEST_REASON = 255;

  private final Caller caller;
  private final ErasePayer erasePayer;
  private final Erasures erasures;

  PayerResource(Caller caller, ErasePayer erasePayer, Erasures erasures) {
    this.caller = caller;
    this.erasePayer = erasePayer;
    this.erasures = erasures;
  }

  @Schema(name = "PayerErasure")
  public record ErasureRequest(
      @Schema(
              required = true,
              description = "Why; stands in the event, so do not name the payer in it",
              minLength = 1,
              maxLength = LONGEST_REASON,
              example = "Asked by mail on 28 November")
          String reason) {}

  @Schema(name = "ErasedPayer")
  public record Erased(
      @Schema(
              description =
                  "How many records of each kind were about the payer: payments, invoices,"
                      + " reservations, subscriptions, invoiceMessages, paidMedia, paymentPages,"
                      + " deposits, messages, languages, events. All 0 for one you know nothing of",
              example = "{\"payments\": 2, \"invoices\": 1, \"events\": 9}")
          Map<String, Integer> records) {}

  @Schema(name = "Erasure")
  public record ErasureView(
      @Schema(description = "The event payer.erased", example = "evt_5b1f0c9a77d2_1042")
          String eventId,
      @Schema(description = "When: ISO 8601 in UTC") Instant at,
      @Schema(description = "On whose word", example = "key:0198c5e2-7f1a-7c3b-9d43-1a2b3c4d5e6f")
          String actor,
      @Schema(description = "As it was given", example = "Asked by mail on 28 November")
          String reason) {

    static ErasureView of(PublishedEvent event) {
      return new ErasureView(
          event.id(), event.at(), event.actor(), String.valueOf(event.data().get("reason")));
    }
  }

  @POST
  @Idempotent
  @Path("/erase")
  @RolesAllowed(Roles.MANAGE)
  @Operation(
      operationId = "erasePayer",
      summary = "Erase what is kept about a payer",
      description =
          "At once and for good: his id, name, phone, e-mail, address and language in payments,"
              + " invoices, subscriptions, purchases, payment pages and what A-Pay said of them, in"
              + " messages and in events. Amounts, charges, orders and your own words (reference,"
              + " metadata, reasons) stay, so the books are what they were, and so do the hashes of"
              + " the events. Stars of a payment cannot be given back through Telegram afterwards,"
              + " which wants to know the payer. What he does later is kept anew. An event"
              + " payer.erased says who asked, when and why, without the payer. May be repeated.")
  @APIResponse(
      responseCode = "200",
      description = "Erased, now or before, or never known",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Erased.class)))
  @APIResponse(
      responseCode = "409",
      description =
          "Something with him is under way, and detail says what: he is paying, an invoice that can"
              + " be paid is his alone, a refund, a subscription, a payment page, a message")
  @APIResponse(
      responseCode = "422",
      description = "The input is not valid; errors names each field")
  public Uni<Erased> erase(
      @Parameter(description = "The payer's id at Telegram, above 0", example = "5000001") @RestPath
          long payerId,
      ErasureRequest request) {
    return erasePayer.erase(payer(payerId), reason(request)).map(PayerResource::answer);
  }

  @GET
  @Path("/erasures")
  @RolesAllowed(Roles.READ)
  @Reports(ProblemType.INVALID_INPUT)
  @Operation(
      operationId = "listErasures",
      summary = "See when a payer was erased, latest first",
      description =
          "Nothing that is kept names him, so he is found by a digest that the encryption keys make"
              + " of his id. Those that were made with a key that is gone are not found.")
  public Uni<PageView<ErasureView>> erasures(
      @Parameter(description = "The payer's id at Telegram, above 0", example = "5000001") @RestPath
          long payerId,
      @RestQuery String cursor,
      @RestQuery String limit) {
    int size = Cursor.limit(Parameters.integer("limit", limit).orElse(null));
    return erasures
        .of(payer(payerId), Cursor.read(cursor).map(UUID::getLeastSignificantBits), size + 1)
        .map(
            found ->
                Cursor.page(found, size, event -> Cursor.of(event.position()), ErasureView::of));
  }

  private Payer payer(long id) {
    if (id <= 0) {
      throw ProblemException.invalid("payerId", "must be the id of a Telegram user, above 0");
    }
    return new Payer(caller.merchantId(), id);
  }

  private static String reason(ErasureRequest request) {
    String reason = request == null || request.reason() == null ? "" : request.reason();
    if (reason.isBlank()) {
      throw ProblemException.invalid("reason", "must not be empty; say why he is erased");
    }
    if (reason.codePointCount(0, reason.length()) > LONGEST_REASON) {
      throw ProblemException.invalid("reason", "must not have more than 255 characters");
    }
    return Parameters.text("reason", reason).orElseThrow();
  }

  private static Erased answer(ErasePayer.Outcome outcome) {
    if (outcome instanceof ErasePayer.Outcome.Refused) {
      throw new ProblemException(
          ProblemType.CONFLICT, ((ErasePayer.Outcome.Refused) outcome).reason());
    }
    return new Erased(ErasePayer.byName(((ErasePayer.Outcome.Erased) outcome).records()));
  }
}
