package io.github.tillgram.merchantapi;

import io.github.tillgram.invoice.Anomaly;
import io.github.tillgram.invoice.ContactData;
import io.github.tillgram.invoice.Invoice;
import io.github.tillgram.invoice.InvoiceStatus;
import io.github.tillgram.invoice.Payment;
import io.github.tillgram.invoice.PriceLine;
import io.github.tillgram.invoice.Rail;
import io.github.tillgram.invoice.Tip;
import io.github.tillgram.invoice.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An invoice as its merchant sees it. Amounts are in the smallest unit of the currency. */
@Schema(name = "Invoice")
public record InvoiceView(
    UUID id,
    UUID botId,
    String reference,
    InvoiceStatus status,
    @Schema(description = "What was odd about the latest payment", nullable = true) Anomaly anomaly,
    Rail rail,
    Usage usage,
    String title,
    String description,
    String currency,
    @Schema(description = "The sum of the prices") long total,
    List<PriceLine> prices,
    TipView tip,
    Set<ContactData> require,
    Long payerId,
    Integer maxPayments,
    String link,
    List<PaymentView> payments,
    Map<String, Object> metadata,
    Instant createdAt,
    Instant expiresAt,
    Instant paidAt) {

  @Schema(name = "Tip")
  public record TipView(long max, List<Long> suggested) {}

  static InvoiceView of(Invoice invoice, List<Payment> payments) {
    Tip tip = invoice.tip();
    return new InvoiceView(
        invoice.id(),
        invoice.botId(),
        invoice.reference().orElse(null),
        invoice.status(),
        invoice.anomaly().orElse(null),
        invoice.rail(),
        invoice.usage(),
        invoice.title(),
        invoice.description(),
        invoice.currency(),
        invoice.total(),
        invoice.prices(),
        tip.max() == 0 ? null : new TipView(tip.max(), tip.suggested()),
        invoice.required(),
        invoice.payerId().orElse(null),
        invoice.maxPayments().orElse(null),
        invoice.link().orElse(null),
        payments.stream().map(PaymentView::of).toList(),
        invoice.metadata(),
        invoice.createdAt(),
        invoice.expiresAt().orElse(null),
        invoice.paidAt().orElse(null));
  }
}
