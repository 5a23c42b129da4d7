package io.github.tillgram.merchantapi;

import io.github.tillgram.invoice.AcceptPayment;
import io.github.tillgram.invoice.Anomaly;
import io.github.tillgram.invoice.Payment;
import io.github.tillgram.invoice.PaymentFilter;
import io.github.tillgram.invoice.PaymentRepository;
import io.github.tillgram.invoice.PaymentStatus;
import io.github.tillgram.invoice.Period;
import io.github.tillgram.invoice.Rail;
import io.github.tillgram.invoice.RequestedRefunds;
import io.github.tillgram.merchantapi.idempotency.Idempotent;
import io.github.tillgram.problem.ProblemException;
import io.github.tillgram.problem.ProblemType;
import io.github.tillgram.security.Roles;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
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

/** Money that reached a merchant's bots, with or without an invoice. */
@Cancellable(false)
@Path("/api/v1/payments")
@Tag(name = "Payments")
public class PaymentResource {

  private static final int LONGEST_REASON = 255;

  private final Caller caller;
  private final PaymentRepository payments;
  private final AcceptPayment acceptPayment;
  private final RequestedRefunds refunds;

  PaymentResource(
      Caller caller,
      PaymentRepository payments,
      AcceptPayment acceptPayment,
      RequestedRefunds refunds) {
    this.caller = caller;
    this.payments = payments;
    this.acceptPayment = acceptPayment;
    this.refunds = refunds;
  }

  @Schema(name = "Refund")
  public record RefundRequest(
      @Schema(
              required = true,
              description = "Yours; stands in the timeline, and the payer does not see it",
              minLength = 1,
              maxLength = LONGEST_REASON,
              example = "Broken on arrival")
          String reason) {}

  @GET
  @RolesAllowed(Roles.READ)
  @WithSession
  @Operation(
      operationId = "listPayments",
      summary = "List your payments, newest first",
      description =
          "status=HELD lists what waits for a decision. Filters are combined. With paidFrom or"
              + " paidTo the list is in the order of paidAt; paidTo is exclusive.")
  public Uni<PageView<PaymentView>> list(
      @Parameter(
              description = "Only those that stand there; HELD waits for a decision of yours",
              schema = @Schema(implementation = PaymentStatus.class))
          @RestQuery
          String status,
      @RestQuery String rail,
      @Parameter(example = "USD") @RestQuery String currency,
      @RestQuery String botId,
      @RestQuery String invoiceId,
      @Parameter(description = "Of its invoice", example = "order-42") @RestQuery String reference,
      @RestQuery String telegramChargeId,
      @RestQuery String providerChargeId,
      @RestQuery String apayOrderId,
      @RestQuery String payerId,
      @RestQuery String anomaly,
      @RestQuery String paidFrom,
      @RestQuery String paidTo,
      @RestQuery String cursor,
      @RestQuery String limit) {
    int size = Cursor.limit(Parameters.integer("limit", limit).orElse(null));
    PaymentFilter filter =
        new PaymentFilter(
            Parameters.constant("status", status, PaymentStatus.class),
            Parameters.constant("rail", rail, Rail.class),
            Parameters.currency("currency", currency),
            Parameters.uuid("botId", botId),
            Parameters.uuid("invoiceId", invoiceId),
            Parameters.text("reference", reference),
            Parameters.charge(telegramChargeId, providerChargeId, apayOrderId),
            Parameters.number("payerId", payerId),
            Parameters.constant("anomaly", anomaly, Anomaly.class),
            new Period(Parameters.time("paidFrom", paidFrom), Parameters.time("paidTo", paidTo)),
            Cursor.read(cursor));
    return payments
        .search(caller.merchantId(), filter, size + 1)
        .map(found -> Cursor.page(found, size, Payment::id, PaymentView::of));
  }

  @POST
  @Idempotent
  @Path("/{id}/accept")
  @RolesAllowed(Roles.REFUND)
  @Operation(
      operationId = "acceptPayment",
      summary = "Count a held payment",
      description = "The invoice is paid by it. Refused when the invoice has no room for it.")
  @APIResponse(responseCode = "200", description = "Counted")
  @APIResponse(responseCode = "409", description = "It is not held, or its invoice is paid")
  public Uni<PaymentView> accept(@RestPath UUID id) {
    return acceptPayment.accept(caller.merchantId(), id).map(PaymentResource::accepted);
  }

  @POST
  @Idempotent
  @Path("/{id}/refund")
  @RolesAllowed(Roles.REFUND)
  @Operation(
      operationId = "refundPayment",
      summary = "Give a payment back, whole",
      description =
          "Stars go back through Telegram: the payment is REFUNDING until Telegram has answered,"
              + " then REFUNDED, and the payer is told. When Telegram refuses, it is what it was"
              + " before, and payment.refund_failed in the timeline says why; you may ask again."
              + " For money of a payment provider no such call exists: give it back at the"
              + " provider, and this records that you did. There are no refunds in part.")
  @APIResponse(
      responseCode = "200",
      description = "Recorded as refunded by hand",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = PaymentView.class)))
  @APIResponse(
      responseCode = "202",
      description = "Telegram is asked",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = PaymentView.class)))
  @APIResponse(responseCode = "409", description = "It is being refunded, or was")
  @APIResponse(responseCode = "422", description = "The reason is missing or too long")
  public Uni<Response> refund(@RestPath UUID id, RefundRequest request) {
    String reason = reason(request);
    return refunds.request(caller.merchantId(), id, reason).map(PaymentResource::refunded);
  }

  private static String reason(RefundRequest request) {
    String reason = request == null || request.reason() == null ? "" : request.reason();
    if (reason.isBlank()) {
      throw ProblemException.invalid("reason", "must not be empty; say why you give it back");
    }
    if (reason.codePointCount(0, reason.length()) > LONGEST_REASON) {
      throw ProblemException.invalid("reason", "must not have more than 255 characters");
    }
    return Parameters.text("reason", reason).orElseThrow();
  }

  private static Response refunded(RequestedRefunds.Outcome outcome) {
    if (outcome instanceof RequestedRefunds.Outcome.Started) {
      Payment payment = ((RequestedRefunds.Outcome.Started) outcome).payment();
      return Response.accepted(PaymentView.of(payment)).build();
    }
    if (outcome instanceof RequestedRefunds.Outcome.Recorded) {
      Payment payment = ((RequestedRefunds.Outcome.Recorded) outcome).payment();
      return Response.ok(PaymentView.of(payment)).build();
    }
    if (outcome instanceof RequestedRefunds.Outcome.Refused) {
      throw new ProblemException(
          ProblemType.CONFLICT, ((RequestedRefunds.Outcome.Refused) outcome).reason());
    }
    throw ProblemException.notFound("payment");
  }

  private static PaymentView accepted(AcceptPayment.Outcome outcome) {
    if (outcome instanceof AcceptPayment.Outcome.Accepted) {
      return PaymentView.of(((AcceptPayment.Outcome.Accepted) outcome).payment());
    }
    if (outcome instanceof AcceptPayment.Outcome.Refused) {
      throw new ProblemException(
          ProblemType.CONFLICT, ((AcceptPayment.Outcome.Refused) outcome).reason());
    }
    throw ProblemException.notFound("payment");
  }
}
