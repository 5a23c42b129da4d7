package io.github.tillgram.sandbox.apay.desk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.apay.book.Deposit;
import io.github.tillgram.sandbox.apay.book.Postback;
import io.github.tillgram.sandbox.apay.book.Project;
import io.github.tillgram.sandbox.world.Json;

/** Projects, deposits and postbacks as the desk shows them. */
final class DeskViews {
  private DeskViews() {}

  static ObjectNode project(Project project) {
    ObjectNode view =
        Json.object()
            .put("projectId", project.id())
            .put("name", project.name())
            .put("apiKey", project.keys().apiKey())
            .put("accessKey", project.keys().accessKey())
            .put("privateKey", project.keys().privateKey())
            .put("webhookId", project.rows().iterator().next().id());
    ArrayNode rows = view.putArray("rows");
    project
        .rows()
        .forEach(
            row ->
                rows.addObject()
                    .put("webhookId", row.id())
                    .put("label", row.label())
                    .put("depositUrl", row.depositUrl())
                    .put("withdrawalUrl", row.withdrawalUrl()));
    view.set("systems", Json.tree(project.systems()));
    view.set("manners", Json.tree(project.manners()));
    return view;
  }

  static ObjectNode deposit(Deposit deposit) {
    ObjectNode view =
        Json.object()
            .put("projectId", deposit.projectId())
            .put("orderId", deposit.orderId())
            .put("status", deposit.status().wireName())
            .put("isDeposit", deposit.isDeposit())
            .put("amount", deposit.amount())
            .put("paymentSystem", deposit.paymentSystem())
            .put("createdAt", deposit.createdAt())
            .put("expiresAt", deposit.expiresAt());
    view.set("terms", Json.tree(deposit.terms()));
    view.set("lost", Json.tree(deposit.lost()));
    return view;
  }

  static ObjectNode postback(Postback postback) {
    ObjectNode view =
        Json.object()
            .put("id", postback.id())
            .put("projectId", postback.projectId())
            .put("url", postback.url())
            .put("state", postback.state().name())
            .put("trick", postback.trick())
            .put("body", postback.text());
    view.set("orderIds", Json.tree(postback.orderIds()));
    view.set("tries", Json.tree(postback.tries()));
    return view;
  }
}
