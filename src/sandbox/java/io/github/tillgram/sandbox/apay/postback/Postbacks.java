package io.github.tillgram.sandbox.apay.postback;

import io.github.tillgram.sandbox.apay.book.Books;
import io.github.tillgram.sandbox.apay.book.Deposit;
import io.github.tillgram.sandbox.apay.book.DepositStatus;
import io.github.tillgram.sandbox.apay.book.Manners;
import io.github.tillgram.sandbox.apay.book.Postback;
import io.github.tillgram.sandbox.apay.book.Project;
import io.github.tillgram.sandbox.apay.book.Project.Keys;
import io.github.tillgram.sandbox.apay.book.Result;
import io.github.tillgram.sandbox.apay.book.WebhookRow;
import io.github.tillgram.sandbox.world.Orders;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns results into postbacks, as the project's manners and the trouble ordered for it want. */
public final class Postbacks {
  private final Books books;
  private final Dispatch dispatch;
  private final Members members;
  private final Orders<String, Trick> tricks = new Orders<>();

  public Postbacks(Books books, Dispatch dispatch) {
    this.books = books;
    this.dispatch = dispatch;
    this.members = new Members(books.ids().random());
  }

  public void order(Project project, Trick trick, int times) {
    tricks.add(project.id(), "", trick, times);
  }

  public void forgetTricks(Project project) {
    tricks.forget(project.id());
  }

  /** The deposit has come to an end, or to another one. */
  public void announce(Project project, Deposit deposit) {
    Trick trick = tricks.next(project.id(), "").orElse(null);
    if (is(trick, Trick.Kind.OTHER_ORDER_ID)) {
      books.renewOrderId(deposit);
    }
    String url = url(project, deposit);
    if (is(trick, Trick.Kind.FAILED_FIRST)) {
      Result failed = deposit.result().with(DepositStatus.FAILED);
      send(project, url, List.of(failed), null, Duration.ZERO);
      send(project, url, List.of(deposit.result()), trick, trick.delay());
      return;
    }
    project.collected().add(deposit.result());
    if (trick != null || project.collected().size() >= project.manners().batch()) {
      flush(project, url, trick);
    }
    follower(deposit.result(), trick)
        .ifPresent(later -> send(project, url, List.of(later), trick, trick.delay()));
  }

  /** Sends what was collected for a batch, even if it is not full. */
  public void flush(Project project, String url, Trick trick) {
    List<Result> results = List.copyOf(project.collected());
    project.collected().clear();
    if (!results.isEmpty()) {
      send(project, url, results, trick, is(trick, Trick.Kind.DELAY) ? trick.delay() : null);
    }
  }

  /** Signs anything, with keys and manners of one's choice; it waits until it is sent. */
  public Postback make(
      Project project,
      String url,
      Keys keys,
      Manners manners,
      List<Map<String, Object>> transactions,
      Trick.Kind trick) {
    byte[] body = Envelope.of(keys, manners, transactions, trick);
    List<String> orders =
        transactions.stream().map(one -> String.valueOf(one.get("order_id"))).toList();
    return books.record(project, url, body, orders, trick == null ? "" : trick.name());
  }

  public Map<String, Object> members(Result result, Manners manners) {
    return members.of(result, manners);
  }

  public Map<String, Object> ordered(Map<String, Object> transaction, Manners.Order order) {
    return members.ordered(transaction, order);
  }

  /** Where results of this deposit go; a path leads to the host that asked for the page. */
  public static String url(Project project, Deposit deposit) {
    WebhookRow row =
        project
            .row(String.valueOf(deposit.terms().webhookId()))
            .orElseGet(() -> project.rows().iterator().next());
    return absolute(row.depositUrl(), deposit.terms().origin());
  }

  public static String absolute(String url, String origin) {
    return url.startsWith("/") ? origin + url : url;
  }

  private void send(
      Project project, String url, List<Result> results, Trick trick, Duration delay) {
    List<Map<String, Object>> transactions = new ArrayList<>();
    results.forEach(result -> transactions.add(members.of(result, project.manners())));
    if (is(trick, Trick.Kind.BROKEN_ENTRY)) {
      transactions.add(0, Map.of("status", "Success", "amount", "a lot"));
    }
    Postback postback =
        make(
            project,
            url,
            project.keys(),
            project.manners(),
            transactions,
            trick == null ? null : trick.kind());
    if (is(trick, Trick.Kind.DROP)) {
      postback.drop();
      return;
    }
    dispatch.send(postback, delay == null ? Duration.ZERO : delay);
    if (is(trick, Trick.Kind.DUPLICATE)) {
      Postback twin =
          books.record(
              project, url, postback.body(), postback.orderIds(), Trick.Kind.DUPLICATE.name());
      dispatch.send(twin, trick.delay());
    }
  }

  private Optional<Result> follower(Result result, Trick trick) {
    if (trick == null) {
      return Optional.empty();
    }
    return switch (trick.kind()) {
      case THEN_FAILED -> Optional.of(result.with(DepositStatus.FAILED));
      case THEN_OTHER_AMOUNT -> Optional.of(result.withAmount(otherAmount(result, trick)));
      case THEN_OTHER_CURRENCY -> Optional.of(result.withCurrency(trick.currency()));
      case THEN_UNKNOWN_ORDER ->
          Optional.of(result.ofOrder(books.ids().order(), "unknown-" + result.orderId()));
      case THEN_WITHDRAWAL ->
          Optional.of(result.ofOrder(books.ids().order(), "withdrawal-" + result.orderId()));
      default -> Optional.empty();
    };
  }

  private static BigDecimal otherAmount(Result result, Trick trick) {
    return trick.amount() == null ? result.amount().add(BigDecimal.ONE) : trick.amount();
  }

  private static boolean is(Trick trick, Trick.Kind kind) {
    return trick != null && trick.kind() == kind;
  }
}
