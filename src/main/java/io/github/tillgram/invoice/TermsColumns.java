package io.github.tillgram.invoice;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How the terms of an invoice are kept in its row: what has parts, as JSON. */
@Embeddable
class TermsColumns {

  @Column(nullable = false)
  private String title;

  @Column(nullable = false)
  private String description;

  private String photo;

  @Column(nullable = false)
  private String currency;

  @Column(nullable = false)
  private long total;

  @Column(nullable = false)
  private String prices;

  @Column(name = "tip_max", nullable = false)
  private long tipMax;

  @Column(name = "tip_suggested")
  private String tipSuggested;

  @Column(name = "required_data")
  private String requiredData;

  @Column(name = "shared_data")
  private String sharedData;

  @Column(name = "provider_data")
  private String providerData;

  private String shipping;

  @Column(name = "subscription_period")
  private Integer subscriptionPeriod;

  @Column(name = "offered_inline", nullable = false)
  private boolean offeredInline;

  @Column(name = "inline_text")
  private String inlineText;

  @Column(name = "payment_systems")
  private String paymentSystems;

  protected TermsColumns() {}

  TermsColumns(InvoiceTerms terms, long total) {
    this.title = terms.title();
    this.description = terms.description();
    this.photo = terms.photo().map(Json::write).orElse(null);
    this.currency = terms.currency();
    this.total = total;
    this.prices = Json.write(terms.prices());
    this.tipMax = terms.tip().max();
    this.tipSuggested = Json.write(terms.tip().suggested());
    this.requiredData = Json.write(terms.required());
    this.sharedData = terms.shared().isEmpty() ? null : Json.write(terms.shared());
    this.providerData = terms.providerData().map(Json::write).orElse(null);
    this.shipping = terms.isFlexible() ? Json.write(terms.shipping()) : null;
    this.subscriptionPeriod = terms.subscriptionPeriod().orElse(null);
    this.offeredInline = terms.inline();
    this.inlineText =
        terms.inline() ? InlineOffers.searchable(terms.title() + "\n" + terms.description()) : null;
    this.paymentSystems =
        terms.paymentSystems().isEmpty() ? null : Json.write(terms.paymentSystems());
  }

  InvoiceTerms terms() {
    return new InvoiceTerms(
        title,
        description,
        Optional.ofNullable(photo).map(json -> Json.read(json, new TypeReference<Photo>() {})),
        currency,
        Json.read(prices, new TypeReference<List<PriceLine>>() {}),
        new Tip(tipMax, Json.read(tipSuggested, new TypeReference<List<Long>>() {})),
        Json.read(requiredData, new TypeReference<Set<ContactData>>() {}),
        sharedData == null
            ? Set.of()
            : Json.read(sharedData, new TypeReference<Set<ContactData>>() {}),
        Optional.ofNullable(providerData)
            .map(json -> Json.read(json, new TypeReference<Map<String, Object>>() {})),
        shipping == null
            ? List.of()
            : Json.read(shipping, new TypeReference<List<ShippingOption>>() {}),
        Optional.ofNullable(subscriptionPeriod),
        offeredInline,
        paymentSystems == null
            ? List.of()
            : Json.read(paymentSystems, new TypeReference<List<String>>() {}));
  }

  String title() {
    return title;
  }

  String currency() {
    return currency;
  }

  long total() {
    return total;
  }
}
