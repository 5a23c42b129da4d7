package io.github.tillgram.merchantapi;

import com.fasterxml.jackson.annotation.JsonInclude;
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
    @Schema(description = "The bot that sells it") UUID botId,
    @Schema(
            description = "Your own order id; null if you gave none",
            nullable = true,
            example = "order-42")
        String reference,
    @Schema(description = "Where it stands") InvoiceStatus status,
    @Schema(
            description = "What was odd about the latest payment; null if nothing was",
            nullable = true)
        Anomaly anomaly,
    @Schema(description = "Which way the money takes") Rail rail,
    @Schema(description = "How often it may be paid") Usage usage,
    @Schema(description = "What is sold, as the payer reads it", example = "Tea") String title,
    @Schema(description = "More about it, as the payer reads it", example = "Assam, 250 g")
        String description,
    String currency,
    @Schema(
            description =
                "The sum of the prices, in the smallest unit of the currency; without"
                    + " shipping and tip",
            example = "1250")
        long total,
    @Schema(description = "What the payer sees") List<InvoiceRequest.Price> prices,
    @Schema(description = "What the payer may add; null if nothing", nullable = true) TipView tip,
    @Schema(description = "What the payer is asked for; empty if nothing") Set<ContactData> require,
    @Schema(description = "What of it goes to the provider too; empty if nothing")
        Set<ContactData> shareWithProvider,
    @Schema(description = "What is for the provider alone; null if you gave none", nullable = true)
        Map<String, Object> providerData,
    @Schema(description = "A picture of the goods; null if you gave none", nullable = true)
        PhotoView photo,
    @Schema(description = "Ways to send the goods; null if nothing is sent", nullable = true)
        ShippingView shipping,
    @Schema(
            description = "Seconds between two payments of a subscription; null if it is none",
            nullable = true)
        Integer subscriptionPeriod,
    @Schema(description = "Whether people find it by typing the bot's name in any chat")
        boolean inline,
    @Schema(
            description =
                "Those of A-Pay that the payer may choose from; all that are open if empty",
            example = "[]")
        List<String> paymentSystems,
    @Schema(description = "The only Telegram user who may pay; null for anybody", nullable = true)
        Long payerId,
    @Schema(
            description =
                "How many payments are taken; null for any number, or one if it is SINGLE",
            nullable = true)
        Integer maxPayments,
    @Schema(
            description = "Where anybody can open it; null until /link has made one",
            nullable = true,
            example = "https://t.me/$AbCdEf")
        String link,
    @Schema(description = "All of them, oldest first") List<PaymentView> payments,
    @Schema(
            description = "Yours, as you gave it; empty if you gave none",
            example = "{\"sku\": \"A-1\"}")
        Map<String, Object> metadata,
    Instant createdAt,
    @Schema(
            description = "After this moment it can no longer be paid; null if it never ends",
            nullable = true)
        Instant expiresAt,
    @Schema(
            description =
                "When its payment was made, or the one that reached maxPayments; null before",
            nullable = true)
        Instant paidAt) {

  @Schema(name = "Tip")
  public record TipView(
      @Schema(
              description = "The most the payer may add, in the smallest unit of the currency",
              example = "500")
          long max,
      @Schema(
              description =
                  "Amounts the payer is offered, in the smallest unit of the currency;"
                      + " at most 4, increasing",
              example = "[100, 200]")
          List<Long> suggested) {}

  @Schema(name = "Photo")
  public record PhotoView(
      @Schema(
              description = "Where Telegram fetches it from",
              example = "https://shop.example/tea.jpg")
          String url,
      @Schema(description = "In bytes; left out if you did not say", example = "84213")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          Integer size,
      @Schema(description = "In pixels; left out if you did not say", example = "800")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          Integer width,
      @Schema(description = "In pixels; left out if you did not say", example = "600")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          Integer height) {

    static PhotoView of(Photo photo) {
      return new PhotoView(photo.url(), photo.size(), photo.width(), photo.height());
    }
  }

  @Schema(name = "Shipping")
  public record ShippingView(
      @Schema(description = "The payer is offered those that fit his country and the prices")
          List<Option> options) {

    /** One of the ways to send the goods. */
    @Schema(name = "ShippingOption")
    public record Option(
        @Schema(description = "Yours, unique in the invoice", example = "post") String id,
        @Schema(description = "As the payer reads it", example = "Post") String title,
        @Schema(description = "ISO 3166-1 alpha-2 codes; everywhere if empty", example = "[\"IN\"]")
            Set<String> countries,
        @Schema(
                description =
                    "Offered when the prices of the goods sum to at least this, in the"
                        + " smallest unit of the currency; null for no limit",
                nullable = true)
            Long minTotal,
        @Schema(
                description =
                    "Offered when the prices of the goods sum to at most this, in the"
                        + " smallest unit of the currency; null for no limit",
                nullable = true)
            Long maxTotal,
        @Schema(description = "What it costs") List<InvoiceRequest.Price> prices) {

      static Option of(ShippingOption option) {
        return new Option(
            option.id(),
            option.title(),
            option.countries(),
            option.minTotal() == 0 ? null : option.minTotal(),
            option.maxTotal() == Long.MAX_VALUE ? null : option.maxTotal(),
            lines(option.prices()));
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
        lines(terms.prices()),
        tip.max() == 0 ? null : new TipView(tip.max(), tip.suggested()),
        terms.required(),
        terms.shared(),
        terms.providerData().orElse(null),
        terms.photo().map(PhotoView::of).orElse(null),
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

  private static List<InvoiceRequest.Price> lines(List<PriceLine> prices) {
    return prices.stream()
        .map(line -> new InvoiceRequest.Price(line.label(), line.amount()))
        .toList();
  }
}
