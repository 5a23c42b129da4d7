package io.github.tillgram.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an event tells of the invoice it is about: what never changes. */
public final class InvoiceFacts {

  /** The members of {@code invoice}, always all of them. */
  public static final List<Fact> ALL =
      List.of(
          Fact.id("id", "The invoice"),
          Fact.text("reference", "The merchant's own order id; null without one", "order-42")
              .orNull(),
          Fact.choice("rail", "The way the money takes", "TELEGRAM", "STARS", "APAY"),
          Fact.text("currency", "Of total; XTR for Stars", "USD"),
          Fact.integer("total", "The sum of the prices, in the smallest unit", 1250),
          Fact.of(
              "metadata",
              FactKind.OBJECT,
              List.of(),
              "What the merchant put there, as it was given",
              Map.of()));

  /** Given by {@link PublishedEvent}, so that no writer needs to. */
  static final Fact INVOICE =
      Fact.of(
          "invoice",
          FactKind.INVOICE,
          List.of(),
          "The invoice it is about: what never changes of it",
          example());

  private InvoiceFacts() {}

  private static Map<String, Object> example() {
    Map<String, Object> example = new LinkedHashMap<>();
    ALL.forEach(fact -> example.put(fact.name(), fact.example()));
    return example;
  }
}
