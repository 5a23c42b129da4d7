package io.github.tillgram.sandbox.apay.page;

import io.github.tillgram.sandbox.apay.book.Books;
import io.github.tillgram.sandbox.apay.book.Deposit;
import io.github.tillgram.sandbox.apay.book.DepositStatus;
import io.github.tillgram.sandbox.apay.book.PaymentSystem;
import io.github.tillgram.sandbox.apay.book.Project;
import io.github.tillgram.sandbox.apay.postback.Postbacks;
import io.github.tillgram.sandbox.control.Complaint;
import java.math.BigDecimal;
import java.time.Clock;

/** Moves a deposit as its payer, or the staff of A-Pay, wants. */
public final class Cashier {
  private final Books books;
  private final Postbacks postbacks;
  private final Clock clock;

  public Cashier(Books books, Postbacks postbacks, Clock clock) {
    this.books = books;
    this.postbacks = postbacks;
    this.clock = clock;
  }

  /** Opening the page of one system and a known amount is a deposit already. */
  public void open(Deposit deposit) {
    boolean direct = deposit.terms().systems().size() == 1 && deposit.terms().amount() != null;
    if (direct && !deposit.isDeposit()) {
      choose(deposit, deposit.terms().systems().get(0), deposit.terms().amount());
    }
  }

  /**
   * Ends the visit.
   *
   * @param system empty: the one chosen before, or the first
   * @param paid null: what was asked for
   * @return where the payer is sent
   */
  public String finish(Deposit deposit, PayerOutcome outcome, String system, BigDecimal paid) {
    if (deposit.status() == DepositStatus.SUCCESS) {
      throw Complaint.conflict("This deposit was paid already");
    }
    boolean settles = outcome.status() != DepositStatus.PENDING;
    if (settles || deposit.amount() != null) {
      prepare(deposit, system, paid);
    }
    if (settles) {
      settle(deposit, outcome.status(), paid == null ? deposit.amount() : paid);
    }
    return returnUrl(deposit, outcome);
  }

  /** Money that was looked for has been found. */
  public void settle(Deposit deposit, DepositStatus status, BigDecimal amount) {
    deposit.settle(status, amount, clock.instant().getEpochSecond());
    postbacks.announce(project(deposit), deposit);
  }

  public boolean isExpired(Deposit deposit) {
    return clock.instant().getEpochSecond() >= deposit.expiresAt();
  }

  public Project project(Deposit deposit) {
    return books.project(deposit.projectId()).orElseThrow();
  }

  private void prepare(Deposit deposit, String system, BigDecimal paid) {
    String wanted = system;
    if (wanted.isEmpty()) {
      wanted = deposit.isDeposit() ? deposit.paymentSystem() : deposit.terms().systems().get(0);
    }
    if (!deposit.terms().systems().contains(wanted)) {
      throw Complaint.invalid("paymentSystem must be one of " + deposit.terms().systems());
    }
    BigDecimal amount = deposit.amount() == null ? paid : deposit.amount();
    if (amount == null || paid != null && paid.signum() <= 0) {
      throw Complaint.invalid("amount must be a positive number, in major units");
    }
    if (deposit.terms().amount() == null) {
      checkLimits(deposit, wanted, amount);
    }
    choose(deposit, wanted, amount);
  }

  private void checkLimits(Deposit deposit, String name, BigDecimal amount) {
    PaymentSystem system = project(deposit).system(name).orElseThrow();
    if (!system.takes(amount)) {
      throw Complaint.invalid(
          "amount must be between " + system.minDeposit() + " and " + system.maxDeposit());
    }
  }

  private void choose(Deposit deposit, String system, BigDecimal amount) {
    boolean first = !deposit.isDeposit();
    deposit.choose(system, amount);
    if (first && project(deposit).manners().replacesOrderIds()) {
      books.renewOrderId(deposit);
    }
  }

  private String returnUrl(Deposit deposit, PayerOutcome outcome) {
    boolean success = outcome == PayerOutcome.SUCCESS && project(deposit).manners().tellsSuccess();
    String status = "status=" + (success ? "Success" : outcome.returned());
    String url = deposit.terms().returnUrl();
    int hash = url.indexOf('#');
    String base = hash < 0 ? url : url.substring(0, hash);
    String fragment = hash < 0 ? "" : url.substring(hash);
    return base + (base.contains("?") ? "&" : "?") + status + fragment;
  }
}
