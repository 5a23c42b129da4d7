package io.github.tillgram.merchantapi;

import io.github.tillgram.invoice.ChargeNames;
import io.github.tillgram.invoice.InvoiceFilter;
import io.github.tillgram.invoice.InvoiceStatus;
import io.github.tillgram.invoice.LedgerFilter;
import io.github.tillgram.invoice.LedgerKind;
import io.github.tillgram.invoice.PaymentFilter;
import io.github.tillgram.invoice.PaymentStatus;
import io.github.tillgram.invoice.Period;
import io.github.tillgram.invoice.Rail;
import io.github.tillgram.problem.ProblemException;
import io.github.tillgram.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/**
 * All that a merchant has, for his own books: as long as it takes, and not longer than he listens.
 */
@Cancellable
@Path("/api/v1/exports")
@Tag(name = "Exports")
public class ExportResource {

  private static final String FORMAT = "csv, if left out, or jsonl";
  private static final String FROM = "Inclusive";
  private static final String TO = "Exclusive; the moment of the request, if left out or later";
  private static final String FILE = "The file; one that is broken off does not end as HTTP ends";
  private static final String HOW =
      " Oldest first, each once. One that fails midway is broken off: the connection is closed"
          + " without the end that HTTP asks for, and nothing of it should be used. CSV is RFC 4180"
          + " in UTF-8 with a header; new columns are added at the end. A text in it that begins"
          + " with = + - @ ' a tab or a line break has an apostrophe before it, so that no"
          + " spreadsheet takes it for a formula. JSON Lines has the whole of each, as it was"
          + " written. Amounts are integers in the smallest unit of the currency, times are ISO"
          + " 8601 in UTC. An event export.taken says who asked.";

  private final Caller caller;
  private final ExportFiles files;
  private final Clock clock;

  ExportResource(Caller caller, ExportFiles files, Clock clock) {
    this.caller = caller;
    this.files = files;
    this.clock = clock;
  }

  @GET
  @Path("/invoices")
  @RolesAllowed(Roles.READ)
  @Operation(
      operationId = "exportInvoices",
      summary = "Download your invoices",
      description =
          "Those created within a time."
              + HOW
              + " Columns: id, botId, reference, status, anomaly, rail, usage, title, currency,"
              + " total, payerId, maxPayments, createdAt, expiresAt, paidAt.")
  @APIResponse(
      responseCode = "200",
      description = FILE,
      content = {
        @Content(
            mediaType = ExportFormat.CSV_TYPE,
            schema = @Schema(type = SchemaType.STRING),
            example =
                "id,botId,reference,status,anomaly,rail,usage,title,currency,total,payerId,"
                    + "maxPayments,createdAt,expiresAt,paidAt"),
        @Content(
            mediaType = ExportFormat.JSONL_TYPE,
            schema = @Schema(implementation = InvoiceView.class))
      })
  @APIResponse(responseCode = "422", description = "A parameter is not valid; errors names it")
  public RestMulti<byte[]> invoices(
      @Parameter(
              description = FORMAT,
              schema =
                  @Schema(
                      implementation = String.class,
                      enumeration = {"csv", "jsonl"}),
              example = "csv")
          @RestQuery
          String format,
      @Parameter(description = FROM, example = "2026-11-01T00:00:00Z") @RestQuery String from,
      @Parameter(description = TO, example = "2026-12-01T00:00:00Z") @RestQuery String to,
      @Parameter(
              description = "As of now: OPEN, CHECKOUT, PAID, EXPIRED, CANCELED or REFUNDED",
              schema = @Schema(implementation = InvoiceStatus.class))
          @RestQuery
          String status,
      @RestQuery String rail,
      @Parameter(example = "USD") @RestQuery String currency,
      @RestQuery String botId) {
    InvoiceFilter filter =
        new InvoiceFilter(
            Parameters.constant("status", status, InvoiceStatus.class),
            Optional.empty(),
            Parameters.uuid("botId", botId),
            Parameters.constant("rail", rail, Rail.class),
            Parameters.currency("currency", currency),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            ChargeNames.ANY,
            period(from, to),
            Optional.empty());
    return files.invoices(caller.merchantId(), ExportFormat.read(format), filter);
  }

  @GET
  @Path("/payments")
  @RolesAllowed(Roles.READ)
  @Operation(
      operationId = "exportPayments",
      summary = "Download your payments",
      description =
          "Those that were paid within a time. We may hear of one later than it was paid; what must"
              + " not miss any asks for the ledger."
              + HOW
              + " Columns: id, invoiceId, botId, subscriptionId, rail, status, anomaly, currency,"
              + " amount, goods, shipping, tip, telegramChargeId, providerChargeId, apayOrderId,"
              + " payerId, shippingOptionId, paidAt.")
  @APIResponse(
      responseCode = "200",
      description = FILE,
      content = {
        @Content(
            mediaType = ExportFormat.CSV_TYPE,
            schema = @Schema(type = SchemaType.STRING),
            example =
                "id,invoiceId,botId,subscriptionId,rail,status,anomaly,currency,amount,goods,"
                    + "shipping,tip,telegramChargeId,providerChargeId,apayOrderId,payerId,"
                    + "shippingOptionId,paidAt"),
        @Content(
            mediaType = ExportFormat.JSONL_TYPE,
            schema = @Schema(implementation = PaymentView.class))
      })
  @APIResponse(responseCode = "422", description = "A parameter is not valid; errors names it")
  public RestMulti<byte[]> payments(
      @Parameter(
              description = FORMAT,
              schema =
                  @Schema(
                      implementation = String.class,
                      enumeration = {"csv", "jsonl"}),
              example = "csv")
          @RestQuery
          String format,
      @Parameter(description = FROM, example = "2026-11-01T00:00:00Z") @RestQuery String from,
      @Parameter(description = TO, example = "2026-12-01T00:00:00Z") @RestQuery String to,
      @Parameter(
              description = "COUNTED, HELD, REFUNDING or REFUNDED",
              schema = @Schema(implementation = PaymentStatus.class))
          @RestQuery
          String status,
      @RestQuery String rail,
      @Parameter(example = "USD") @RestQuery String currency,
      @RestQuery String botId) {
    PaymentFilter filter =
        new PaymentFilter(
            Parameters.constant("status", status, PaymentStatus.class),
            Parameters.constant("rail", rail, Rail.class),
            Parameters.currency("currency", currency),
            Parameters.uuid("botId", botId),
            Optional.empty(),
            Optional.empty(),
            ChargeNames.ANY,
            Optional.empty(),
            Optional.empty(),
            period(from, to),
            Optional.empty());
    return files.payments(caller.merchantId(), ExportFormat.read(format), filter);
  }

  @GET
  @Path("/ledger")
  @RolesAllowed(Roles.READ)
  @Operation(
      operationId = "exportLedger",
      summary = "Download your ledger",
      description =
          "The lines that were written within a time. The lines of what takes place at the moment"
              + " of the request may be missing; exports that continue each other, from where the"
              + " one before ended, miss none if each ends ten minutes ago or earlier."
              + HOW
              + " Columns: id, at, paymentId, invoiceId, reference, kind, rail, currency, amount.")
  @APIResponse(
      responseCode = "200",
      description = FILE,
      content = {
        @Content(
            mediaType = ExportFormat.CSV_TYPE,
            schema = @Schema(type = SchemaType.STRING),
            example = "id,at,paymentId,invoiceId,reference,kind,rail,currency,amount"),
        @Content(
            mediaType = ExportFormat.JSONL_TYPE,
            schema = @Schema(implementation = LedgerEntryView.class))
      })
  @APIResponse(responseCode = "422", description = "A parameter is not valid; errors names it")
  public RestMulti<byte[]> ledger(
      @Parameter(
              description = FORMAT,
              schema =
                  @Schema(
                      implementation = String.class,
                      enumeration = {"csv", "jsonl"}),
              example = "csv")
          @RestQuery
          String format,
      @Parameter(description = FROM, example = "2026-11-01T00:00:00Z") @RestQuery String from,
      @Parameter(description = TO, example = "2026-12-01T00:00:00Z") @RestQuery String to,
      @Parameter(
              description = "GOODS, SHIPPING, TIP, HELD or REFUND",
              schema = @Schema(implementation = LedgerKind.class))
          @RestQuery
          String kind,
      @RestQuery String rail,
      @Parameter(example = "USD") @RestQuery String currency) {
    LedgerFilter filter =
        new LedgerFilter(
            Parameters.constant("kind", kind, LedgerKind.class),
            Parameters.constant("rail", rail, Rail.class),
            Parameters.currency("currency", currency),
            period(from, to));
    return files.ledger(caller.merchantId(), ExportFormat.read(format), filter);
  }

  /** What is still to come is not waited for. */
  private Period period(String from, String to) {
    Optional<Instant> begin = Parameters.time("from", from);
    Instant now = clock.instant();
    Instant end = Parameters.time("to", to).filter(now::isAfter).orElse(now);
    if (begin.filter(moment -> !moment.isBefore(end)).isPresent()) {
      throw ProblemException.invalid("from", "must lie before to, and in the past");
    }
    return new Period(begin, Optional.of(end));
  }
}
