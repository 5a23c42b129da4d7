package io.github.tillgram.merchantapi;

import io.github.tillgram.database.DatabaseTrouble;
import io.github.tillgram.invoice.Anomaly;
import io.github.tillgram.invoice.Invoice;
import io.github.tillgram.invoice.InvoiceFilter;
import io.github.tillgram.invoice.InvoiceRepository;
import io.github.tillgram.invoice.InvoiceStatus;
import io.github.tillgram.invoice.PaymentRepository;
import io.github.tillgram.invoice.Period;
import io.github.tillgram.invoice.Rail;
import io.github.tillgram.invoice.Usage;
import io.github.tillgram.merchantapi.idempotency.Idempotent;
import io.github.tillgram.observability.LogKeys;
import io.github.tillgram.payments.InvalidInvoice;
import io.github.tillgram.payments.IssueInvoice;
import io.github.tillgram.problem.Problem.FieldError;
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
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** A merchant's invoices. */
@Cancellable(false)
@Path("/api/v1/invoices")
@Tag(name = "Invoices")
public class InvoiceResource {

  private final Caller caller;
  private final InvoiceRepository invoices;
  private final PaymentRepository payments;
  private final IssueInvoice issueInvoice;
  private final InvoiceLevers levers;

  InvoiceResource(
      Caller caller,
      InvoiceRepository invoices,
      PaymentRepository payments,
      IssueInvoice issueInvoice,
      InvoiceLevers levers) {
    this.caller = caller;
    this.invoices = invoices;
    this.payments = payments;
    this.issueInvoice = issueInvoice;
    this.levers = levers;
  }

  @Schema(name = "SendInvoice")
  public record SendRequest(
      @Schema(
              required = true,
              description =
                  "The chat's id, not 0: a user who has started the bot, a group or a channel",
              example = "5000001")
          Long chatId) {}

  @POST
  @RolesAllowed(Roles.WRITE)
  @Idempotent
  @Operation(
      operationId = "createInvoice",
      summary = "Create an invoice",
      description =
          "Checked against all of Telegram's rules first. With sendTo the bot sends it at once;"
              + " otherwise use /send.")
  @APIResponse(
      responseCode = "201",
      description = "Created",
      headers =
          @Header(
              name = "Location",
              description = "Where to read it",
              schema =
                  @Schema(
                      implementation = String.class,
                      example = "/api/v1/invoices/0198f2a4-7c1e-7b7a-9d52-3f6a8c0e1b27")),
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = InvoiceView.class)))
  @APIResponse(responseCode = "409", description = "The reference is taken")
  @APIResponse(
      responseCode = "422",
      description = "The input is not valid; errors names each field")
  public Uni<Response> create(InvoiceRequest request) {
    if (request == null) {
      throw ProblemException.invalid("title", "must not be missing");
    }
    return issueInvoice
        .issue(request.toOrder(caller.merchantId()))
        .invoke(invoice -> MDC.put(LogKeys.INVOICE_ID, invoice.id()))
        .map(InvoiceResource::created)
        .onFailure()
        .transform(InvoiceResource::explain);
  }

  @GET
  @RolesAllowed(Roles.READ)
  @WithSession
  @Operation(
      operationId = "listInvoices",
      summary = "List your invoices, newest first",
      description =
          "Filters are combined. Times are ISO 8601, createdTo is exclusive. payerId finds what is"
              + " meant for a payer and what he has paid.")
  public Uni<PageView<InvoiceView>> list(
      @Parameter(
              description = "Only those that stand there",
              schema = @Schema(implementation = InvoiceStatus.class))
          @RestQuery
          String status,
      @RestQuery String reference,
      @RestQuery String botId,
      @RestQuery String rail,
      @Parameter(example = "USD") @RestQuery String currency,
      @RestQuery String usage,
      @Parameter(description = "What was odd about its latest payment") @RestQuery String anomaly,
      @RestQuery String payerId,
      @Parameter(description = "Of one of its payments") @RestQuery String telegramChargeId,
      @Parameter(description = "Of one of its payments") @RestQuery String providerChargeId,
      @Parameter(description = "Of one of its payments") @RestQuery String apayOrderId,
      @RestQuery String createdFrom,
      @RestQuery String createdTo,
      @RestQuery String cursor,
      @RestQuery String limit) {
    int size = Cursor.limit(Parameters.integer("limit", limit).orElse(null));
    InvoiceFilter filter =
        new InvoiceFilter(
            Parameters.constant("status", status, InvoiceStatus.class),
            Parameters.text("reference", reference),
            Parameters.uuid("botId", botId),
            Parameters.constant("rail", rail, Rail.class),
            Parameters.currency("currency", currency),
            Parameters.constant("usage", usage, Usage.class),
            Parameters.constant("anomaly", anomaly, Anomaly.class),
            Parameters.number("payerId", payerId),
            Parameters.charge(telegramChargeId, providerChargeId, apayOrderId),
            new Period(
                Parameters.time("createdFrom", createdFrom),
                Parameters.time("createdTo", createdTo)),
            Cursor.read(cursor));
    return invoices.search(caller.merchantId(), filter, size + 1).chain(found -> page(found, size));
  }

  @GET
  @Path("/{id}")
  @RolesAllowed(Roles.READ)
  @WithSession
  @Operation(operationId = "readInvoice", summary = "Read an invoice")
  public Uni<InvoiceView> read(@RestPath UUID id) {
    return invoices
        .findOwn(caller.merchantId(), id)
        .map(found -> found.orElseThrow(() -> ProblemException.notFound("invoice")))
        .chain(this::view);
  }

  @POST
  @Idempotent
  @Path("/{id}/send")
  @RolesAllowed(Roles.WRITE)
  @Operation(
      operationId = "sendInvoice",
      summary = "Have the bot send the invoice to a chat",
      description =
          "202: the message is on its way; the timeline says when it was sent, or why it was not.")
  @APIResponse(responseCode = "202", description = "On its way")
  @APIResponse(responseCode = "409", description = "The invoice can no longer be paid")
  public Uni<Response> send(@RestPath UUID id, SendRequest request) {
    if (request == null || request.chatId() == null || request.chatId() == 0) {
      throw ProblemException.invalid("chatId", "must be the id of a chat, which is not 0");
    }
    return levers
        .send(caller.merchantId(), id, request.chatId())
        .map(invoice -> Response.accepted().build());
  }

  @POST
  @Idempotent
  @Path("/{id}/cancel")
  @RolesAllowed(Roles.WRITE)
  @Operation(
      operationId = "cancelInvoice",
      summary = "Cancel an open invoice",
      description = "Refused while somebody is paying, and for one that is paid or expired.")
  @APIResponse(
      responseCode = "200",
      description = "Canceled, now or before",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = InvoiceView.class)))
  @APIResponse(responseCode = "409", description = "The status does not allow it")
  @WithSession
  public Uni<InvoiceView> cancel(@RestPath UUID id) {
    return levers.cancel(caller.merchantId(), id).chain(this::view);
  }

  @GET
  @Path("/{id}/timeline")
  @RolesAllowed(Roles.READ)
  @WithSession
  @Operation(
      operationId = "readTimeline",
      summary = "Everything that happened to an invoice, in order",
      description =
          "What came (updateId, telegramChargeId, apayOrderId) and from whom (actor); which rule"
              + " decided (decision, rule, anomaly, reason) and where the invoice went"
              + " (invoiceStatusBefore, invoiceStatusAfter); what was sent (chatId, messageId, text,"
              + " link) and what Telegram or A-Pay answered (proof, reason). What became of an entry"
              + " at your endpoints is in /api/v1/deliveries?eventId=. Oldest first unless"
              + " order=NEWEST_FIRST, which begins where the invoice stands now.")
  public Uni<PageView<EventView>> timeline(
      @RestPath UUID id,
      @Parameter(
              description = "Which end comes first; OLDEST_FIRST if left out",
              schema = @Schema(implementation = EventResource.Order.class))
          @RestQuery
          String order,
      @RestQuery String cursor,
      @RestQuery String limit) {
    int size = Cursor.limit(Parameters.integer("limit", limit).orElse(null));
    boolean newestFirst =
        Parameters.constant("order", order, EventResource.Order.class)
            .filter(EventResource.Order.NEWEST_FIRST::equals)
            .isPresent();
    Optional<Long> after = Cursor.read(cursor).map(UUID::getLeastSignificantBits);
    return levers
        .timeline(caller.merchantId(), id, !newestFirst, after, size + 1)
        .map(events -> Cursor.page(events, size, event -> Cursor.of(event.id()), EventView::of));
  }

  private Uni<PageView<InvoiceView>> page(List<Invoice> found, int size) {
    return payments
        .ofInvoices(found.stream().map(Invoice::id).toList())
        .map(
            paid ->
                Cursor.page(
                    found,
                    size,
                    Invoice::id,
                    invoice ->
                        InvoiceView.of(invoice, paid.getOrDefault(invoice.id(), List.of()))));
  }

  private Uni<InvoiceView> view(Invoice invoice) {
    return payments
        .ofInvoices(List.of(invoice.id()))
        .map(paid -> InvoiceView.of(invoice, paid.getOrDefault(invoice.id(), List.of())));
  }

  private static Response created(Invoice invoice) {
    return Response.created(URI.create("/api/v1/invoices/" + invoice.id()))
        .entity(InvoiceView.of(invoice, List.of()))
        .build();
  }

  private static Throwable explain(Throwable failure) {
    if (failure instanceof InvalidInvoice) {
      return ProblemException.invalid(
          ((InvalidInvoice) failure)
              .violations().stream()
                  .map(violation -> new FieldError(violation.field(), violation.message()))
                  .toList());
    }
    if (DatabaseTrouble.isUniqueViolation(failure)) {
      return new ProblemException(
          ProblemType.CONFLICT, "One of your invoices has this reference already.");
    }
    return failure;
  }
}
