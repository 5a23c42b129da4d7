package io.github.tillgram.merchantapi;

import io.github.tillgram.invoice.ContactData;
import io.github.tillgram.invoice.InvoiceTerms;
import io.github.tillgram.invoice.Photo;
import io.github.tillgram.invoice.PriceLine;
import io.github.tillgram.invoice.Rail;
import io.github.tillgram.invoice.ShippingOption;
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
@Schema(
    name = "NewInvoice",
    example =
        """
        {"reference": "order-42", "title": "Tea", "description": "Assam, 250 g", "currency": "USD",
         "prices": [{"label": "Tea", "amount": 1250}], "sendTo": 5000001,
         "expiresAt": "2026-12-02T10:00:00Z", "metadata": {"sku": "A-1"}}
        """)
public record InvoiceRequest(
    @Schema(description = "The bot that sells it; may be left out while you have exactly one")
        UUID botId,
    @Schema(
            description = "Your own order id, unique among your invoices",
            maxLength = 128,
            example = "order-42")
        String reference,
    @Schema(
            required = true,
            description = "What is sold, as the payer reads it",
            minLength = 1,
            maxLength = 32,
            example = "Tea")
        String title,
    @Schema(
            required = true,
            description = "More about it, as the payer reads it",
            minLength = 1,
            maxLength = 255,
            example = "Assam, 250 g")
        String description,
    @Schema(description = "Which way the money takes; if left out STARS with XTR, else TELEGRAM")
        Rail rail,
    @Schema(description = "How often it may be paid; SINGLE if left out") Usage usage,
    @Schema(
            required = true,
            description = "ISO 4217 code that Telegram takes, or XTR for Telegram Stars",
            minLength = 3,
            maxLength = 3,
            example = "USD")
        String currency,
    @Schema(
            required = true,
            description =
                "What the payer sees; the total is their sum, between 1 and"
                    + " 999999999999 in the smallest unit of the currency. Exactly one line"
                    + " with XTR",
            minItems = 1,
            maxItems = 50)
        List<Price> prices,
    @Schema(
            description =
                "After this moment it can no longer be paid: ISO 8601, in the future,"
                    + " before the year 10000; never if left out")
        Instant expiresAt,
    @Schema(
            description = "The only Telegram user who may pay; anybody if left out",
            minimum = "1",
            example = "5000001")
        Long payerId,
    @Schema(
            description =
                "The chat to send it to at once, not 0: a user who has started the"
                    + " bot, a group or a channel",
            example = "5000001")
        Long sendTo,
    @Schema(
            description = "Yours; comes back as it is, at most 4096 characters as JSON",
            example = "{\"sku\": \"A-1\"}")
        Map<String, Object> metadata,
    @Schema(description = "What the payer may add; not with XTR") TipRequest tip,
    @Schema(
            description = "What the payer is asked for; not with XTR",
            example = "[\"NAME\", \"EMAIL\"]")
        Set<ContactData> require,
    @Schema(
            description =
                "What of it goes to the provider too: PHONE, EMAIL; asks the payer"
                    + " for it as well. Not with XTR",
            example = "[\"EMAIL\"]")
        Set<ContactData> shareWithProvider,
    @Schema(
            description =
                "For the provider alone, such as the data of a fiscal receipt, at"
                    + " most 16384 characters as JSON; its fields are the provider's"
                    + " business. Not with XTR")
        Map<String, Object> providerData,
    @Schema(description = "A picture of the goods") PhotoRequest photo,
    @Schema(description = "Ways to send the goods; not with XTR") ShippingRequest shipping,
    @Schema(
            description =
                "Seconds between two payments of a Star subscription: 2592000, on"
                    + " Telegram's test servers 60 or 300; with XTR and by link only",
            example = "2592000")
        Integer subscriptionPeriod,
    @Schema(
            description =
                "Whether people find it by typing the bot's name in any chat; with"
                    + " usage REUSABLE only, for everybody (no payerId), no subscription."
                    + " Switch inline mode on with /setinline at @BotFather. false if left"
                    + " out")
        Boolean inline,
    @Schema(
            description =
                "A-Pay's payment systems the payer may choose from, in this order, by"
                    + " A-Pay's names: a-z, 0-9 and _; with rail APAY only, all that are"
                    + " open if left out",
            maxItems = 50,
            example = "[\"upi_p2p\", \"phonepe\"]")
        List<String> paymentSystems,
    @Schema(
            description =
                "How many payments are taken; with usage REUSABLE only, any number if"
                    + " left out",
            minimum = "1",
            example = "100")
        Integer maxPayments) {

  /**
   * @param amount in the smallest unit of the currency (Telegram's exponent); negative for
   *     discounts
   */
  @Schema(name = "PriceLine")
  public record Price(
      @Schema(
              required = true,
              description = "What the payer reads beside the amount",
              minLength = 1,
              maxLength = 128,
              example = "Tea")
          String label,
      @Schema(
              required = true,
              description =
                  "In the smallest unit of the currency, whole Stars with XTR; negative"
                      + " for a discount",
              minimum = "-999999999999",
              maximum = "999999999999",
              example = "1250")
          Long amount) {}

  @Schema(name = "NewTip")
  public record TipRequest(
      @Schema(
              required = true,
              description = "The most the payer may add, in the smallest unit of the currency",
              minimum = "1",
              maximum = "999999999999",
              example = "500")
          Long max,
      @Schema(
              description =
                  "Amounts the payer is offered, in the smallest unit of the currency:"
                      + " positive, strictly increasing, none above max",
              maxItems = 4,
              example = "[100, 200]")
          List<Long> suggested) {}

  @Schema(name = "NewPhoto")
  public record PhotoRequest(
      @Schema(
              required = true,
              description =
                  "http or https address Telegram fetches it from; anything but ASCII"
                      + " is percent-encoded",
              maxLength = 2048,
              example = "https://shop.example/tea.jpg")
          String url,
      @Schema(description = "In bytes", minimum = "1", example = "84213") Integer size,
      @Schema(description = "In pixels", minimum = "1", example = "800") Integer width,
      @Schema(description = "In pixels", minimum = "1", example = "600") Integer height) {}

  @Schema(name = "NewShipping")
  public record ShippingRequest(
      @Schema(
              required = true,
              description =
                  "The payer is offered those that fit his country and the prices; at"
                      + " least one has to fit the prices",
              minItems = 1,
              maxItems = 50)
          List<Option> options) {

    @Schema(name = "NewShippingOption")
    public record Option(
        @Schema(
                required = true,
                description = "Yours, unique in the invoice, at most 64 bytes of UTF-8",
                minLength = 1,
                maxLength = 64,
                example = "post")
            String id,
        @Schema(
                required = true,
                description = "As the payer reads it",
                minLength = 1,
                maxLength = 128,
                example = "Post")
            String title,
        @Schema(
                description = "ISO 3166-1 alpha-2 codes in capitals; everywhere if left out",
                example = "[\"IN\"]")
            Set<String> countries,
        @Schema(
                description =
                    "Offered when the prices of the goods sum to at least this, in the"
                        + " smallest unit of the currency; 0 if left out",
                minimum = "0",
                example = "1000")
            Long minTotal,
        @Schema(
                description =
                    "Offered when the prices of the goods sum to at most this, in the"
                        + " smallest unit of the currency; no limit if left out",
                minimum = "0",
                example = "50000")
            Long maxTotal,
        @Schema(
                required = true,
                description =
                    "What it costs; sums to more than 0, since Telegram takes no free option",
                minItems = 1,
                maxItems = 50)
            List<Price> prices) {}
  }

  InvoiceOrder toOrder(UUID merchantId) {
    List<FieldError> errors = new ArrayList<>();
    if (currency == null) {
      errors.add(new FieldError("currency", "must not be missing; use an ISO 4217 code or XTR"));
    }
    InvoiceTerms terms = terms(errors);
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
    return new InvoiceOrder(
        merchantId,
        Optional.ofNullable(botId),
        Optional.ofNullable(rail),
        usage == null ? Usage.SINGLE : usage,
        Optional.ofNullable(reference),
        terms,
        Optional.ofNullable(payerId),
        Optional.ofNullable(sendTo),
        Optional.ofNullable(maxPayments),
        Optional.ofNullable(expiresAt),
        metadata == null ? Map.of() : metadata);
  }

  private InvoiceTerms terms(List<FieldError> errors) {
    return new InvoiceTerms(
        title,
        description,
        Optional.ofNullable(photo)
            .map(given -> new Photo(given.url(), given.size(), given.width(), given.height())),
        currency,
        lines("prices", prices, errors),
        tips(errors),
        require == null ? Set.of() : require,
        shareWithProvider == null ? Set.of() : shareWithProvider,
        Optional.ofNullable(providerData),
        shippingOptions(errors),
        Optional.ofNullable(subscriptionPeriod),
        Boolean.TRUE.equals(inline),
        paymentSystems(errors));
  }

  private List<String> paymentSystems(List<FieldError> errors) {
    List<String> given = paymentSystems == null ? List.of() : paymentSystems;
    if (given.stream().anyMatch(Objects::isNull)) {
      errors.add(new FieldError("paymentSystems", "must not contain null"));
      return List.of();
    }
    return given;
  }

  private List<ShippingOption> shippingOptions(List<FieldError> errors) {
    if (shipping == null) {
      return List.of();
    }
    List<ShippingRequest.Option> given =
        shipping.options() == null ? List.of() : shipping.options();
    if (given.isEmpty() || given.stream().anyMatch(Objects::isNull)) {
      errors.add(
          new FieldError(
              "shipping.options", "must have at least one option; leave shipping out otherwise"));
      return List.of();
    }
    List<ShippingOption> options = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      options.add(option("shipping.options[" + i + "]", given.get(i), errors));
    }
    return options;
  }

  private static ShippingOption option(
      String field, ShippingRequest.Option option, List<FieldError> errors) {
    Set<String> countries = option.countries() == null ? Set.of() : option.countries();
    if (countries.stream().anyMatch(Objects::isNull)) {
      errors.add(new FieldError(field + ".countries", "must not contain null"));
      countries = Set.of();
    }
    return new ShippingOption(
        option.id(),
        option.title(),
        countries,
        option.minTotal() == null ? 0 : option.minTotal(),
        option.maxTotal() == null ? Long.MAX_VALUE : option.maxTotal(),
        lines(field + ".prices", option.prices(), errors));
  }

  private static List<PriceLine> lines(String field, List<Price> prices, List<FieldError> errors) {
    List<PriceLine> lines = new ArrayList<>();
    List<Price> given = prices == null ? List.of() : prices;
    for (int i = 0; i < given.size(); i++) {
      Price price = given.get(i);
      if (price == null || price.amount() == null) {
        errors.add(
            new FieldError(
                field + "[" + i + "].amount",
                "must not be missing; an integer in the smallest unit of the currency"));
      } else {
        lines.add(new PriceLine(price.label(), price.amount()));
      }
    }
    return lines;
  }

  private Tip tips(List<FieldError> errors) {
    if (tip == null) {
      return Tip.NONE;
    }
    List<Long> suggested = tip.suggested() == null ? List.of() : tip.suggested();
    if (tip.max() == null || suggested.stream().anyMatch(Objects::isNull)) {
      errors.add(new FieldError("tip.max", "must not be missing, and no suggested amount null"));
      return Tip.NONE;
    }
    if (tip.max() < 1) {
      errors.add(new FieldError("tip.max", "must lie between 1 and 999999999999"));
    }
    return new Tip(tip.max(), suggested);
  }
}
