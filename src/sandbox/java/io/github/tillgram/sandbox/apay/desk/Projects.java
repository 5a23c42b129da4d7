package io.github.tillgram.sandbox.apay.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.apay.book.Books;
import io.github.tillgram.sandbox.apay.book.Manners;
import io.github.tillgram.sandbox.apay.book.PaymentSystem;
import io.github.tillgram.sandbox.apay.book.Project;
import io.github.tillgram.sandbox.apay.book.Project.Keys;
import io.github.tillgram.sandbox.apay.book.WebhookRow;
import io.github.tillgram.sandbox.control.Ask;
import io.github.tillgram.sandbox.control.Complaint;
import io.github.tillgram.sandbox.world.Json;
import java.util.Set;

/** The dashboard of a merchant: projects, keys, webhook rows, payment systems, manners. */
final class Projects {
  private final Books books;

  /** What can be had anew; what was there before is void at once. */
  private enum Renewal {
    API_KEY,
    ACCESS_KEY,
    PRIVATE_KEY
  }

  Projects(Books books) {
    this.books = books;
  }

  JsonNode list(Ask ask) {
    ArrayNode list = Json.array();
    books.projects().stream().map(DeskViews::project).forEach(list::add);
    return list;
  }

  JsonNode create(Ask ask) {
    String name = ask.text("name").isBlank() ? "Another shop" : ask.text("name").strip();
    Project project = books.createProject(name);
    if (ask.has("depositUrl")) {
      WebhookRow row = project.rows().iterator().next();
      project.put(new WebhookRow(row.id(), row.label(), url(ask, "depositUrl"), ""));
    }
    return DeskViews.project(project);
  }

  JsonNode renewKey(Ask ask) {
    Project project = of(books, ask);
    Keys old = project.keys();
    String key = books.ids().key();
    Renewal renewal = ask.choice(Renewal.class, "renew", Renewal.API_KEY);
    project.keys(
        switch (renewal) {
          case API_KEY -> new Keys(key, old.accessKey(), old.privateKey());
          case ACCESS_KEY -> new Keys(old.apiKey(), key, old.privateKey());
          case PRIVATE_KEY -> new Keys(old.apiKey(), old.accessKey(), key);
        });
    return DeskViews.project(project);
  }

  /** A new row, or another address for one that exists. */
  JsonNode putRow(Ask ask) {
    Project project = of(books, ask);
    WebhookRow row =
        ask.has("webhookId")
            ? project
                .row(ask.text("webhookId"))
                .orElseThrow(() -> Complaint.missing("The project has no such webhook row"))
            : books.createRow(project, "");
    project.put(
        new WebhookRow(
            row.id(),
            ask.has("label") ? ask.text("label") : row.label(),
            ask.has("depositUrl") ? url(ask, "depositUrl") : row.depositUrl(),
            ask.has("withdrawalUrl") ? url(ask, "withdrawalUrl") : row.withdrawalUrl()));
    return Json.tree(project.row(row.id()).orElseThrow());
  }

  JsonNode putSystem(Ask ask) {
    Project project = of(books, ask);
    String name = ask.text("name");
    ObjectNode known =
        project
            .system(name)
            .map(system -> (ObjectNode) Json.tree(system))
            .orElseThrow(() -> Complaint.missing("The project has no such payment system"));
    PaymentSystem changed = changed(known, ask, PaymentSystem.class, Set.of("name", "currency"));
    project.put(changed);
    return Json.tree(changed);
  }

  JsonNode putManners(Ask ask) {
    Project project = of(books, ask);
    ObjectNode known = (ObjectNode) Json.tree(project.manners());
    Manners manners = changed(known, ask, Manners.class, Set.of());
    boolean valid =
        (manners.precision() == -1 || manners.precision() == 17)
            && (manners.errorStatus() == 200 || manners.errorStatus() == 400)
            && manners.batch() >= 1
            && manners.pageSeconds() >= 1;
    if (!valid) {
      throw Complaint.invalid(
          "precision is -1 or 17, errorStatus 200 or 400, batch and pageSeconds at least 1");
    }
    project.manners(manners);
    return Json.tree(manners);
  }

  static Project of(Books books, Ask ask) {
    String id = ask.has("projectId") ? ask.text("projectId") : books.firstProject().id();
    return books.project(id).orElseThrow(() -> Complaint.missing("There is no such A-Pay project"));
  }

  private static String url(Ask ask, String name) {
    String url = ask.text(name);
    if (!url.isEmpty() && !url.matches("(https?:/)?/.*")) {
      throw Complaint.invalid(name + " must be an http(s) address or a path beginning with /");
    }
    return url;
  }

  /** What is asked for laid over what is known. */
  private static <T> T changed(ObjectNode known, Ask ask, Class<T> type, Set<String> fixed) {
    ask.fields()
        .fieldNames()
        .forEachRemaining(
            name -> {
              boolean changes = !name.equals("projectId") && !fixed.contains(name);
              if (changes && !known.has(name)) {
                throw Complaint.invalid(name + " is not known here");
              }
              if (changes) {
                known.set(name, ask.fields().path(name));
              }
            });
    try {
      return Json.mapper().convertValue(known, type);
    } catch (IllegalArgumentException e) {
      throw Complaint.invalid("A value has a wrong type or is not one of those allowed");
    }
  }
}
