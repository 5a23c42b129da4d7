package io.github.tillgram.sandbox.apay.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.apay.book.Books;
import io.github.tillgram.sandbox.apay.book.Deposit;
import io.github.tillgram.sandbox.apay.book.DepositStatus;
import io.github.tillgram.sandbox.apay.book.PaymentSystem;
import io.github.tillgram.sandbox.apay.book.Project;
import io.github.tillgram.sandbox.control.Ask;
import io.github.tillgram.sandbox.control.Complaint;
import io.github.tillgram.sandbox.control.ControlRoutes;
import io.github.tillgram.sandbox.world.Json;
import java.math.BigDecimal;
import java.util.Map;

/** What the payment page shows, and what its buttons do. */
public final class PageApi {
  private static final Map<String, String> LANGUAGE_OF =
      Map.of("INR", "HI", "BDT", "BN", "USD", "EN", "PKR", "EN", "BHD", "EN");

  private final Books books;
  private final Cashier cashier;

  public PageApi(Books books, Cashier cashier) {
    this.books = books;
    this.cashier = cashier;
  }

  public void mount(ControlRoutes routes) {
    routes.post("/api/apay/page", ControlRoutes.now(this::open));
    routes.post("/api/apay/page/finish", ControlRoutes.now(this::finish));
  }

  private JsonNode open(Ask ask) {
    Deposit deposit = deposit(ask);
    if (cashier.isExpired(deposit)) {
      throw Complaint.gone("This payment link has expired");
    }
    cashier.open(deposit);
    Project project = cashier.project(deposit);
    ObjectNode view =
        Json.object()
            .put("merchant", project.name())
            .put("amount", deposit.amount() == null ? null : deposit.amount().toPlainString())
            .put("fixed", deposit.terms().amount() != null)
            .put("currency", deposit.terms().currency())
            .put("language", language(deposit))
            .put("paid", deposit.status() == DepositStatus.SUCCESS)
            .put("orderId", deposit.orderId());
    ArrayNode systems = view.putArray("systems");
    deposit.terms().systems().stream()
        .flatMap(name -> project.system(name).stream())
        .forEach(system -> systems.add(system(system)));
    ArrayNode buttons = view.putArray("buttons");
    deposit.terms().buttons().forEach(button -> buttons.add(button.toPlainString()));
    return view;
  }

  private JsonNode finish(Ask ask) {
    Deposit deposit = deposit(ask);
    if (cashier.isExpired(deposit)) {
      throw Complaint.gone("This payment link has expired");
    }
    PayerOutcome outcome = ask.choice(PayerOutcome.class, "outcome", PayerOutcome.ABANDON);
    BigDecimal amount = ask.decimal("amount");
    return Json.object()
        .put("location", cashier.finish(deposit, outcome, ask.text("paymentSystem"), amount));
  }

  private Deposit deposit(Ask ask) {
    return books
        .depositByToken(ask.text("token"))
        .orElseThrow(() -> Complaint.missing("There is no such payment link"));
  }

  private static ObjectNode system(PaymentSystem system) {
    return Json.object()
        .put("name", system.name())
        .put("least", system.minDeposit().toPlainString())
        .put("most", system.maxDeposit().toPlainString());
  }

  private static String language(Deposit deposit) {
    return deposit.terms().languages().stream()
        .findFirst()
        .orElse(LANGUAGE_OF.getOrDefault(deposit.terms().currency(), "EN"));
  }
}
