package io.github.tillgram.merchantapi;

import io.github.tillgram.invoice.ContactData;
import io.github.tillgram.invoice.PriceLine;
import io.github.tillgram.invoice.Rail;
import io.github.tillgram.invoice.Tip;
import io.github.tillgram.invoice.Usage;
import io.github.tillgram.payments.InvoiceOrder;
import io.github.tillgram.problem.Problem.FieldError;
import io.github.tillgram.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body of {@code POST /api/v1/invoices}. */
@Schema(name = "NewInvoice")
public record InvoiceRequest(
    @Schema(description = "May be left out while you have exactly one bot") UUID botId,
    @Schema(
            description = "Your own order id, unique among your invoices",
            maxLength = 128,
            example = "order-42")
        String reference,
    @Schema(required = true, minLength = 1, maxLength = 32, example = "Tea") String title,
    @Schema(required = true, minLength = 1, maxLength = 255, example = "Assam, 250 g")
        String description,
    @Schema(description = "Follows from the currency if left out") Rail rail,
    @Schema(description = "SINGLE if left out") Usage usage,
    @Schema(
            required = true,
            description = "ISO 4217 code, or XTR for Telegram Stars",
            example = "USD")
        String currency,
    @Schema(required = true, description = "What the payer sees; sums to the total")
        List<Price> prices,
    @Schema(description = "After this moment it can no longer be paid") Instant expiresAt,
    @Schema(description = "The only Telegram user who may pay; anybody if left out") Long payerId,
    @Schema(description = "The chat to send it to at once") Long sendTo,
    @Schema(description = "Yours; comes back as it is, at most 4096 characters")
        Map<String, Object> metadata,
    @Schema(description = "What the payer may add; not with XTR") TipRequest tip,
    @Schema(description = "What the payer is asked for; not with XTR") Set<ContactData> require,
    @Schema(description = "How many payments are taken; with usage REUSABLE only", minimum = "1")
        Integer maxPayments) {

  /**
   * @param amount in the smallest unit of the currency (Telegram's exponent); negative for
   *     discounts
   */
  @Schema(name = "PriceLine")
  public record Price(
      @Schema(required = true, example = "Tea") String label,
      @Schema(
              required = true,
              description = "In the smallest unit of the currency; negative for a discount",
              example = "1250")
          Long amount) {}

  @Schema(name = "NewTip")
  public record TipRequest(
      @Schema(required = true, minimum = "1", example = "500") Long max,
      @Schema(description = "At most 4, strictly increasing") List<Long> suggested) {}

  InvoiceOrder toOrder(UUID merchantId) {
    List<FieldError> errors = new ArrayList<>();
    if (currency == null) {
      errors.add(new FieldError("currency", "must not be missing; use an ISO 4217 code or XTR"));
    }
    List<PriceLine> lines = lines(errors);
    Optional<Tip> tips = tips(errors);
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
    return new InvoiceOrder(
        merchantId,
        Optional.ofNullable(botId),
        Optional.ofNullable(rail),
        usage == null ? Usage.SINGLE : usage,
        Optional.ofNullable(reference),
        title,
        description,
        currency,
        lines,
        tips,
        require == null ? Set.of() : require,
        Optional.ofNullable(payerId),
        Optional.ofNullable(sendTo),
        Optional.ofNullable(maxPayments),
        Optional.ofNullable(expiresAt),
        metadata == null ? Map.of() : metadata);
  }

  private List<PriceLine> lines(List<FieldError> errors) {
    List<PriceLine> lines = new ArrayList<>();
    List<Price> given = prices == null ? List.of() : prices;
    for (int i = 0; i < given.size(); i++) {
      Price price = given.get(i);
      if (price == null || price.amount() == null) {
        errors.add(
            new FieldError(
                "prices[" + i + "].amount",
                "must not be missing; an integer in the smallest unit of the currency"));
      } else {
        lines.add(new PriceLine(price.label(), price.amount()));
      }
    }
    return lines;
  }

  private Optional<Tip> tips(List<FieldError> errors) {
    if (tip == null) {
      return Optional.empty();
    }
    List<Long> suggested = tip.suggested() == null ? List.of() : tip.suggested();
    if (tip.max() == null || suggested.stream().anyMatch(Objects::isNull)) {
      errors.add(new FieldError("tip.max", "must not be missing, and no suggested amount null"));
      return Optional.empty();
    }
    return Optional.of(new Tip(tip.max(), suggested));
  }
}
