package io.github.tillgram.sandbox.apay.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.tillgram.sandbox.apay.book.Books;
import io.github.tillgram.sandbox.apay.book.Deposit;
import io.github.tillgram.sandbox.apay.book.DepositStatus;
import io.github.tillgram.sandbox.apay.book.Manners;
import io.github.tillgram.sandbox.apay.book.Postback;
import io.github.tillgram.sandbox.apay.book.Project;
import io.github.tillgram.sandbox.apay.book.Project.Keys;
import io.github.tillgram.sandbox.apay.book.Result;
import io.github.tillgram.sandbox.apay.postback.Dispatch;
import io.github.tillgram.sandbox.apay.postback.Postbacks;
import io.github.tillgram.sandbox.apay.postback.Trick;
import io.github.tillgram.sandbox.control.Ask;
import io.github.tillgram.sandbox.control.Complaint;
import io.github.tillgram.sandbox.world.Json;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The log of postbacks, and postbacks sent by hand, as A-Pay's support does on request. */
final class PostbackDesk {
  private final Books books;
  private final Postbacks postbacks;
  private final Dispatch dispatch;
  private final Deposits deposits;

  PostbackDesk(Books books, Postbacks postbacks, Dispatch dispatch, Deposits deposits) {
    this.books = books;
    this.postbacks = postbacks;
    this.dispatch = dispatch;
    this.deposits = deposits;
  }

  JsonNode list(Ask ask) {
    ArrayNode list = Json.array();
    books.postbacks().stream()
        .filter(one -> !ask.has("projectId") || one.projectId().equals(ask.text("projectId")))
        .filter(one -> !ask.has("orderId") || one.orderIds().contains(ask.text("orderId")))
        .map(DeskViews::postback)
        .forEach(list::add);
    return list;
  }

  /** Waits for the first answer. */
  Future<JsonNode> send(Ask ask) {
    return dispatch.now(postback(ask)).map(DeskViews::postback);
  }

  private Postback postback(Ask ask) {
    if (ask.has("repeat")) {
      return books
          .postback(ask.number("repeat"))
          .orElseThrow(() -> Complaint.missing("There is no such postback to repeat"));
    }
    if (ask.has("body") || ask.has("bodyBase64")) {
      return books.record(Projects.of(books, ask), url(ask, null), raw(ask), List.of(), "RAW");
    }
    Trick.Kind trick = ask.choice(Trick.Kind.class, "trick", null);
    if (ask.has("transactions")) {
      Project project = Projects.of(books, ask);
      return postbacks.make(
          project, url(ask, null), keys(ask, project), project.manners(), given(ask), trick);
    }
    Deposit deposit = deposits.deposit(ask);
    Project project = books.project(deposit.projectId()).orElseThrow();
    Manners manners = project.manners();
    List<Map<String, Object>> one = List.of(postbacks.members(result(ask, deposit), manners));
    return postbacks.make(project, url(ask, deposit), keys(ask, project), manners, one, trick);
  }

  private static Result result(Ask ask, Deposit deposit) {
    DepositStatus status =
        ask.choice(
            DepositStatus.class,
            "status",
            deposit.status() == DepositStatus.PENDING ? DepositStatus.SUCCESS : deposit.status());
    BigDecimal amount = ask.has("amount") ? ask.decimal("amount") : deposit.amount();
    Result result = deposit.result().with(status).withAmount(amount);
    return ask.has("currency") ? result.withCurrency(ask.text("currency")) : result;
  }

  /** Members stay in the order given; numbers are read as PHP would. */
  private static List<Map<String, Object>> given(Ask ask) {
    List<Map<String, Object>> transactions = new ArrayList<>();
    for (JsonNode transaction : ask.fields().path("transactions")) {
      if (!transaction.isObject()) {
        throw Complaint.invalid("transactions must be a list of objects");
      }
      Map<String, Object> members = new LinkedHashMap<>();
      transaction
          .properties()
          .forEach(
              member ->
                  members.put(
                      member.getKey(),
                      Json.mapper().convertValue(member.getValue(), Object.class)));
      transactions.add(members);
    }
    return transactions;
  }

  private static byte[] raw(Ask ask) {
    return ask.has("body")
        ? ask.text("body").getBytes(StandardCharsets.UTF_8)
        : Base64.getDecoder().decode(ask.text("bodyBase64"));
  }

  private static Keys keys(Ask ask, Project project) {
    Keys keys = project.keys();
    return new Keys(
        keys.apiKey(),
        ask.has("accessKey") ? ask.text("accessKey") : keys.accessKey(),
        ask.has("privateKey") ? ask.text("privateKey") : keys.privateKey());
  }

  private String url(Ask ask, Deposit deposit) {
    Project project = Projects.of(books, ask);
    String url = ask.text("url");
    if (deposit != null && (url.isEmpty() || ask.has("url") && url.contains("token="))) {
      return Postbacks.url(books.project(deposit.projectId()).orElseThrow(), deposit);
    }
    if (url.isEmpty()) {
      url = project.rows().iterator().next().depositUrl();
    }
    url = Postbacks.absolute(url, ask.origin());
    if (!url.matches("https?://.+")) {
      throw Complaint.invalid("url must be the http(s) address to send it to");
    }
    return url;
  }
}
