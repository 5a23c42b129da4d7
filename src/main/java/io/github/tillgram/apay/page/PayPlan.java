package io.github.tillgram.apay.page;

import io.github.tillgram.apay.deposit.ApayAttempt;
import io.github.tillgram.apay.onboarding.ApayProject;
import io.github.tillgram.invoice.Invoice;

/** What is to be done for a payer, as the books say under the lock of his invoice. */
sealed interface PayPlan {

  /** Nothing; he gets to see where he stands. */
  record Show(PayStep step) implements PayPlan {}

  /** A-Pay has to say first how that attempt went. */
  record Ask(ApayAttempt attempt) implements PayPlan {}

  /** He may begin, as far as the books are concerned. */
  record Begin(ApayProject project, Invoice invoice) implements PayPlan {}

  /** He has begun; A-Pay has to make a page. */
  record Create(ApayAttempt attempt, ApayProject project, Invoice invoice) implements PayPlan {}
}
