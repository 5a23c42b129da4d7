package io.github.tillgram.payments;

import io.github.tillgram.invoice.ContactData;
import io.github.tillgram.invoice.InvoiceTerms;
import java.util.Set;

/** What a payer may be asked for, and what the provider may be told. */
final class ContactRules {

  private static final int LARGEST_PROVIDER_DATA = 16_384;
  private static final Set<ContactData> SHARABLE = Set.of(ContactData.PHONE, ContactData.EMAIL);

  private ContactRules() {}

  static void check(Findings findings, InvoiceTerms terms) {
    if (terms.isStars()) {
      notWithStars(findings, terms);
      return;
    }
    if (!SHARABLE.containsAll(terms.shared())) {
      findings.add("shareWithProvider", "can only hold PHONE and EMAIL; remove the others");
    }
    terms
        .providerData()
        .ifPresent(data -> JsonRules.check(findings, "providerData", data, LARGEST_PROVIDER_DATA));
  }

  private static void notWithStars(Findings findings, InvoiceTerms terms) {
    if (!terms.required().isEmpty()) {
      findings.add("require", "cannot be asked for with XTR; leave it out");
    }
    if (!terms.shared().isEmpty()) {
      findings.add("shareWithProvider", "cannot be asked for with XTR; leave it out");
    }
    if (terms.providerData().isPresent()) {
      findings.add("providerData", "goes to no provider with XTR; leave it out");
    }
  }
}
