package io.github.tillgram.merchantapi;

import io.github.tillgram.merchantapi.description.Reports;
import io.github.tillgram.merchantapi.idempotency.Idempotent;
import io.github.tillgram.observability.LogKeys;
import io.github.tillgram.payments.LinkInvoice;
import io.github.tillgram.payments.LinkNotCreated;
import io.github.tillgram.problem.ProblemException;
import io.github.tillgram.problem.ProblemType;
import io.github.tillgram.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The link by which anybody may pay an invoice. */
@Cancellable(false)
@Path("/api/v1/invoices/{id}/link")
@Tag(name = "Invoices")
public class InvoiceLinkResource {

  private final Caller caller;
  private final LinkInvoice linkInvoice;

  InvoiceLinkResource(Caller caller, LinkInvoice linkInvoice) {
    this.caller = caller;
    this.linkInvoice = linkInvoice;
  }

  @Schema(name = "InvoiceLink")
  public record LinkView(
      @Schema(
              description = "Where anybody can open the invoice, any number of times",
              example = "https://t.me/$AbCdEf")
          String link) {}

  @POST
  @RolesAllowed(Roles.WRITE)
  @Idempotent(outside = true)
  @Reports({
    ProblemType.TELEGRAM_REFUSED,
    ProblemType.TELEGRAM_UNAVAILABLE,
    ProblemType.APAY_UNAVAILABLE
  })
  @Operation(
      operationId = "linkInvoice",
      summary = "Get the link of an invoice",
      description =
          "Made at the first call, by Telegram or, on the rail APAY, as an address of this service;"
              + " the same ever after. Anybody may open it, any number"
              + " of times, and it cannot be revoked: who may pay is decided when somebody pays. A"
              + " SINGLE invoice is paid by the first who does, or by its payerId alone.")
  @APIResponse(
      responseCode = "200",
      description = "The link",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = LinkView.class)))
  @APIResponse(
      responseCode = "409",
      description = "The invoice can no longer be paid, or no payment system takes its amount now")
  @APIResponse(responseCode = "422", description = "Telegram refused")
  @APIResponse(
      responseCode = "502",
      description = "Telegram or A-Pay did not answer; Retry-After when Telegram asks to wait")
  public Uni<LinkView> link(@RestPath UUID id) {
    MDC.put(LogKeys.INVOICE_ID, id);
    return linkInvoice
        .link(caller.merchantId(), id)
        .map(outcome -> InvoiceLevers.allowed(outcome, "linked"))
        .map(invoice -> new LinkView(invoice.link().orElseThrow()))
        .onFailure(LinkNotCreated.class)
        .transform(failure -> explain((LinkNotCreated) failure));
  }

  private static ProblemException explain(LinkNotCreated failure) {
    if (failure instanceof LinkNotCreated.NotPayable) {
      return new ProblemException(ProblemType.CONFLICT, failure.getMessage());
    }
    if (failure instanceof LinkNotCreated.ApayUnavailable) {
      return new ProblemException(ProblemType.APAY_UNAVAILABLE, failure.getMessage());
    }
    if (failure instanceof LinkNotCreated.TelegramUnavailable) {
      ProblemException problem =
          new ProblemException(
              ProblemType.TELEGRAM_UNAVAILABLE, "Telegram did not answer: " + failure.getMessage());
      return ((LinkNotCreated.TelegramUnavailable) failure)
          .retryAfter()
          .map(problem::retryAfter)
          .orElse(problem);
    }
    return new ProblemException(
        ProblemType.TELEGRAM_REFUSED,
        failure instanceof LinkNotCreated.TokenIsVoid
            ? "Telegram does not know the bot's token any more; replace it with PATCH"
                + " /api/v1/bots/{id}."
            : failure.getMessage());
  }
}
