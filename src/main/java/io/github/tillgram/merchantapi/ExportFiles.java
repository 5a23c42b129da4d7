package io.github.tillgram.merchantapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tillgram.invoice.Books;
import io.github.tillgram.invoice.Invoice;
import io.github.tillgram.invoice.InvoiceFilter;
import io.github.tillgram.invoice.InvoiceRepository;
import io.github.tillgram.invoice.LedgerFilter;
import io.github.tillgram.invoice.PaymentFilter;
import io.github.tillgram.invoice.PaymentRepository;
import io.github.tillgram.invoice.Period;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestMulti;

/** What exports hold, and what they are called. */
@ApplicationScoped
class ExportFiles {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Exports exports;
  private final ExportEvents events;
  private final InvoiceRepository invoices;
  private final PaymentRepository payments;
  private final Books books;
  private final ObjectMapper json;

  ExportFiles(
      Exports exports,
      ExportEvents events,
      InvoiceRepository invoices,
      PaymentRepository payments,
      Books books,
      ObjectMapper json) {
    this.exports = exports;
    this.events = events;
    this.invoices = invoices;
    this.payments = payments;
    this.books = books;
    this.json = json;
  }

  RestMulti<byte[]> invoices(UUID merchantId, ExportFormat format, InvoiceFilter filter) {
    return file(
        merchantId,
        "invoices",
        filter.created(),
        format,
        (last, limit) -> invoices.walk(merchantId, filter, last, limit),
        ExportTables.INVOICES,
        this::invoiceLines);
  }

  RestMulti<byte[]> payments(UUID merchantId, ExportFormat format, PaymentFilter filter) {
    return file(
        merchantId,
        "payments",
        filter.paid(),
        format,
        (last, limit) -> payments.walk(merchantId, filter, last, limit),
        ExportTables.PAYMENTS,
        found -> now(lines(found, PaymentView::of)));
  }

  RestMulti<byte[]> ledger(UUID merchantId, ExportFormat format, LedgerFilter filter) {
    return file(
        merchantId,
        "ledger",
        filter.written(),
        format,
        (last, limit) -> books.walk(merchantId, filter, last, limit),
        ExportTables.LEDGER,
        found -> now(lines(found, LedgerEntryView::of)));
  }

  private <T> RestMulti<byte[]> file(
      UUID merchantId,
      String what,
      Period period,
      ExportFormat format,
      Exports.Pages<T> pages,
      CsvTable<T> table,
      Exports.Rendering<T> lines) {
    boolean csv = format == ExportFormat.CSV;
    Multi<byte[]> parts =
        exports.stream(
            merchantId,
            csv ? table.head() : "",
            pages,
            csv ? rows -> now(table.rows(rows)) : lines);
    return RestMulti.fromMultiData(
            exports.onceWritten(
                merchantId, () -> events.taken(merchantId, what, format, period), parts))
        .header(HttpHeaders.CONTENT_TYPE, format.contentType())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"" + name(what, period, format) + "\"")
        .build();
  }

  /** Such as {@code tillgram-ledger-20261101T000000Z-20261201T000000Z.csv}. */
  private static String name(String what, Period period, ExportFormat format) {
    String from = period.from().map(TIME::format).orElse("until");
    String to = TIME.format(period.to().orElseThrow());
    return "tillgram-%s-%s-%s.%s".formatted(what, from, to, format.wireName());
  }

  private Uni<String> invoiceLines(List<Invoice> found) {
    return payments
        .ofInvoices(found.stream().map(Invoice::id).toList())
        .map(
            paid ->
                lines(
                    found,
                    invoice ->
                        InvoiceView.of(invoice, paid.getOrDefault(invoice.id(), List.of()))));
  }

  private <T> String lines(List<T> rows, Function<T, ?> view) {
    return rows.stream().map(view).map(this::line).collect(Collectors.joining());
  }

  private String line(Object view) {
    try {
      return json.writeValueAsString(view) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static Uni<String> now(String text) {
    return Uni.createFrom().item(text);
  }
}
