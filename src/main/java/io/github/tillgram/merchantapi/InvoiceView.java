package io.github.tillgram.merchantapi;

import io.github.tillgram.invoice.Anomaly;
import io.github.tillgram.invoice.ContactData;
import io.github.tillgram.invoice.Invoice;
import io.github.tillgram.invoice.InvoiceStatus;
import io.github.tillgram.invoice.InvoiceTerms;
import io.github.tillgram.invoice.Payment;
import io.github.tillgram.invoice.Photo;
import io.github.tillgram.invoice.PriceLine;
import io.github.tillgram.invoice.Rail;
import io.github.tillgram.invoice.ShippingOption;
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
    Set<ContactData> shareWithProvider,
    @Schema(nullable = true) Map<String, Object> providerData,
    @Schema(nullable = true) Photo photo,
    @Schema(nullable = true) ShippingView shipping,
    @Schema(description = "Seconds between two payments of a subscription", nullable = true)
        Integer subscriptionPeriod,
    boolean inline,
    @Schema(description = "Those of A-Pay that the payer may choose from; all of them if empty")
        List<String> paymentSystems,
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

  @Schema(name = "Shipping")
  public record ShippingView(List<Option> options) {

    /** One of the ways to send the goods. */
    @Schema(name = "ShippingOption")
    public record Option(
        String id,
        String title,
        Set<String> countries,
        @Schema(nullable = true) Long minTotal,
        @Schema(nullable = true) Long maxTotal,
        List<PriceLine> prices) {

      static Option of(ShippingOption option) {
        return new Option(
            option.id(),
            option.title(),
            option.countries(),
            option.minTotal() == 0 ? null : option.minTotal(),
            option.maxTotal() == Long.MAX_VALUE ? null : option.maxTotal(),
            option.prices());
      }
    }

    static ShippingView of(InvoiceTerms terms) {
      return terms.isFlexible()
          ? new ShippingView(terms.shipping().stream().map(Option::of).toList())
          : null;
    }
  }

  static InvoiceView of(Invoice invoice, List<Payment> payments) {
    InvoiceTerms terms = invoice.terms();
    Tip tip = terms.tip();
    return new InvoiceView(
        invoice.id(),
        invoice.botId(),
        invoice.reference().orElse(null),
        invoice.status(),
        invoice.anomaly().orElse(null),
        invoice.rail(),
        invoice.usage(),
        terms.title(),
        terms.description(),
        terms.currency(),
        invoice.total(),
        terms.prices(),
        tip.max() == 0 ? null : new TipView(tip.max(), tip.suggested()),
        terms.required(),
        terms.shared(),
        terms.providerData().orElse(null),
        terms.photo().orElse(null),
        ShippingView.of(terms),
        terms.subscriptionPeriod().orElse(null),
        terms.inline(),
        terms.paymentSystems(),
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
