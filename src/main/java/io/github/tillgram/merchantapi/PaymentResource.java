package io.github.tillgram.merchantapi;

import io.github.tillgram.invoice.AcceptPayment;
import io.github.tillgram.invoice.Payment;
import io.github.tillgram.invoice.PaymentRepository;
import io.github.tillgram.invoice.PaymentStatus;
import io.github.tillgram.problem.ProblemException;
import io.github.tillgram.problem.ProblemType;
import io.github.tillgram.security.Roles;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Money that reached a merchant's bots, with or without an invoice. */
@Cancellable(false)
@Path("/api/v1/payments")
@RolesAllowed(Roles.MERCHANT)
@Tag(name = "Payments")
public class PaymentResource {

  private final Caller caller;
  private final PaymentRepository payments;
  private final AcceptPayment acceptPayment;

  PaymentResource(Caller caller, PaymentRepository payments, AcceptPayment acceptPayment) {
    this.caller = caller;
    this.payments = payments;
    this.acceptPayment = acceptPayment;
  }

  @GET
  @WithSession
  @Operation(
      summary = "List your payments, newest first",
      description = "status=HELD lists what waits for a decision.")
  public Uni<PageView<PaymentView>> list(
      @RestQuery String status, @RestQuery String cursor, @RestQuery String limit) {
    int size = Cursor.limit(Parameters.integer("limit", limit).orElse(null));
    return payments
        .listOwn(
            caller.merchantId(),
            Parameters.constant("status", status, PaymentStatus.class),
            Cursor.read(cursor),
            size + 1)
        .map(found -> Cursor.page(found, size, Payment::id, PaymentView::of));
  }

  @POST
  @Path("/{id}/accept")
  @Operation(
      summary = "Count a held payment",
      description = "The invoice is paid by it. Refused when the invoice has no room for it.")
  @APIResponse(responseCode = "200", description = "Counted")
  @APIResponse(responseCode = "409", description = "It is not held, or its invoice is paid")
  public Uni<PaymentView> accept(@RestPath UUID id) {
    return acceptPayment.accept(caller.merchantId(), id).map(PaymentResource::accepted);
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
