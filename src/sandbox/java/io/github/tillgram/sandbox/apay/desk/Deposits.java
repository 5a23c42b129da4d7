package io.github.tillgram.sandbox.apay.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.tillgram.sandbox.apay.book.Books;
import io.github.tillgram.sandbox.apay.book.Deposit;
import io.github.tillgram.sandbox.apay.book.DepositStatus;
import io.github.tillgram.sandbox.apay.book.LostRequest;
import io.github.tillgram.sandbox.apay.book.Project;
import io.github.tillgram.sandbox.apay.page.Cashier;
import io.github.tillgram.sandbox.apay.page.PayerOutcome;
import io.github.tillgram.sandbox.control.Ask;
import io.github.tillgram.sandbox.control.Complaint;
import io.github.tillgram.sandbox.world.Json;
import java.math.BigDecimal;
import java.util.Optional;

/** Deposits, paid without a browser, and money that was lost and found. */
final class Deposits {
  private final Books books;
  private final Cashier cashier;

  Deposits(Books books, Cashier cashier) {
    this.books = books;
    this.cashier = cashier;
  }

  JsonNode list(Ask ask) {
    ArrayNode list = Json.array();
    books.deposits().stream()
        .filter(one -> !ask.has("projectId") || one.projectId().equals(ask.text("projectId")))
        .map(DeskViews::deposit)
        .forEach(list::add);
    return list;
  }

  /** Works on an expired page too: money may arrive late. */
  JsonNode pay(Ask ask) {
    Deposit deposit = deposit(ask);
    PayerOutcome outcome = ask.choice(PayerOutcome.class, "outcome", PayerOutcome.SUCCESS);
    String location =
        cashier.finish(deposit, outcome, ask.text("paymentSystem"), ask.decimal("amount"));
    return DeskViews.deposit(deposit).put("returnUrl", location);
  }

  JsonNode decideLost(Ask ask) {
    Deposit deposit = deposit(ask);
    if (deposit.lost() == null) {
      throw Complaint.missing("Nobody asked for a lost transaction of this order");
    }
    LostRequest.Status status =
        ask.choice(LostRequest.Status.class, "status", LostRequest.Status.DONE);
    String words = ask.has("description") ? ask.text("description") : deposit.lost().description();
    deposit.lost(deposit.lost().with(status, words));
    if (status == LostRequest.Status.DONE && deposit.status() != DepositStatus.SUCCESS) {
      BigDecimal amount = ask.has("amount") ? ask.decimal("amount") : deposit.amount();
      cashier.settle(deposit, DepositStatus.SUCCESS, amount);
    }
    return DeskViews.deposit(deposit);
  }

  Deposit deposit(Ask ask) {
    Optional<Deposit> found = books.deposit(ask.text("orderId"));
    if (ask.has("url")) {
      String url = ask.text("url");
      found = books.depositByToken(url.replaceFirst(".*[?&]token=([^&#]*).*", "$1"));
    } else if (ask.has("customTransactionId")) {
      Project project = Projects.of(books, ask);
      found = books.depositByTransaction(project, ask.text("customTransactionId"));
    }
    return found.orElseThrow(
        () ->
            Complaint.missing(
                "There is no such deposit; name it by orderId, customTransactionId or url"));
  }
}
