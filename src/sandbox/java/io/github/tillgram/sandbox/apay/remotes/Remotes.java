package io.github.tillgram.sandbox.apay.remotes;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tillgram.sandbox.apay.book.Books;
import io.github.tillgram.sandbox.apay.book.Deposit;
import io.github.tillgram.sandbox.apay.book.PageTerms;
import io.github.tillgram.sandbox.apay.book.PaymentSystem;
import io.github.tillgram.sandbox.apay.book.Project;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a merchant can ask A-Pay. */
final class Remotes {
  private static final String PAGE = "/sandbox/apay/pay?token=";

  private final Books books;
  private final Clock clock;

  Remotes(Books books, Clock clock) {
    this.books = books;
    this.clock = clock;
  }

  Map<String, Object> systems(RemoteCall call) {
    List<Object> list = new ArrayList<>();
    call.project().systems().stream()
        .filter(PaymentSystem::connected)
        .forEach(system -> list.add(system(system)));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("payment_systems", list);
    return answer;
  }

  Map<String, Object> createPage(RemoteCall call) {
    Project project = call.project();
    PageTerms terms = new PageRequest(call).terms(call.origin());
    boolean reused =
        terms.customTransactionId() != null
            && books.depositByTransaction(project, terms.customTransactionId()).isPresent();
    if (reused && project.manners().uniqueIds()) {
      throw RemoteFailure.invalid();
    }
    Deposit deposit = books.open(project, terms, clock.instant().getEpochSecond());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("url", call.origin() + PAGE + deposit.token());
    answer.put("order_id", deposit.orderId());
    return answer;
  }

  Map<String, Object> depositInfo(RemoteCall call) {
    Deposit deposit = deposit(call.project(), call.query());
    boolean shown =
        deposit.isDeposit() || call.project().manners().knowsPages() && deposit.amount() != null;
    if (!shown) {
      throw RemoteFailure.invalid();
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("status", deposit.status().wireName());
    answer.put("order_id", deposit.orderId());
    answer.put("amount", number(deposit.amount()));
    answer.put("currency", deposit.terms().currency());
    String system =
        deposit.isDeposit() ? deposit.paymentSystem() : deposit.terms().systems().get(0);
    answer.put("payment_system", system);
    answer.put("custom_transaction_id", deposit.terms().customTransactionId());
    answer.put("custom_user_id", deposit.terms().customUserId());
    answer.put("created_at", deposit.createdAt());
    return answer;
  }

  /** By one id or by both, which must then mean the same deposit. */
  Deposit deposit(Project project, JsonNode ids) {
    String order = ids.path("order_id").asText("");
    String transaction = ids.path("custom_transaction_id").asText("");
    if (order.isEmpty() && transaction.isEmpty()) {
      throw RemoteFailure.required();
    }
    Optional<Deposit> byOrder =
        books.deposit(order).filter(deposit -> deposit.projectId().equals(project.id()));
    Optional<Deposit> byTransaction = books.depositByTransaction(project, transaction);
    boolean differ =
        !order.isEmpty()
            && !transaction.isEmpty()
            && (byOrder.isEmpty()
                || !transaction.equals(byOrder.get().terms().customTransactionId()));
    Optional<Deposit> found = order.isEmpty() ? byTransaction : byOrder;
    if (differ || found.isEmpty()) {
      throw RemoteFailure.invalid();
    }
    return found.get();
  }

  private static Map<String, Object> system(PaymentSystem system) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("name", system.name());
    view.put("currency", system.currency());
    view.put("deposit", system.deposit());
    view.put("withdrawal", system.withdrawal());
    view.put("min_deposit", decimal(system.minDeposit()));
    view.put("max_deposit", decimal(system.maxDeposit()));
    view.put("min_withdrawals", decimal(system.minWithdrawals()));
    view.put("max_withdrawals", decimal(system.maxWithdrawals()));
    return view;
  }

  private static String decimal(BigDecimal limit) {
    int scale = Math.max(2, limit.stripTrailingZeros().scale());
    return limit.setScale(scale, RoundingMode.UNNECESSARY).toPlainString();
  }

  private static Object number(BigDecimal amount) {
    boolean whole = amount.stripTrailingZeros().scale() <= 0;
    return whole ? (Object) amount.longValueExact() : (Object) amount.doubleValue();
  }
}
