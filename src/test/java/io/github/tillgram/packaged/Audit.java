package io.github.tillgram.packaged;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the books and the chats must say once everything has calmed down. */
final class Audit {

  private static final Duration CALM = Duration.ofSeconds(120);

  private record Chat(Till till, long payer) {}

  private final Installation installation;
  private final Collection<Payers.Order> paid;

  Audit(Installation installation, Collection<Payers.Order> paid) {
    this.installation = installation;
    this.paid = paid;
  }

  /** Waits until nothing is left to do, and looks at everything. */
  void passes() {
    await().atMost(CALM).untilAsserted(this::everyChargeIsOnePayment);
    await().atMost(CALM).untilAsserted(this::nothingWaits);
    everyInvoiceIsPaidOnce();
    theLedgerSumsToWhatWasReceived();
    everyInvoiceHasOneEventOfEachKind();
    everyPayerWasTold();
    nothingIsLeftBehind();
  }

  /** Besides a webhook's registration, which looks half a minute later whether there was one. */
  private void nothingWaits() {
    assertThat(
            column(
                "SELECT kind || ' ' || body FROM outbox"
                    + " WHERE state = 'PENDING' AND kind <> 'webhook.register'"))
        .isEmpty();
  }

  private void everyInvoiceIsPaidOnce() {
    assertThat(installation.database().number("SELECT count(*) FROM invoice"))
        .isEqualTo(paid.size());
    assertThat(column("SELECT id FROM invoice WHERE status <> 'PAID' OR counted_payments <> 1"))
        .isEmpty();
    assertThat(column("SELECT anomaly FROM invoice WHERE anomaly IS NOT NULL")).isEmpty();
  }

  private void everyChargeIsOnePayment() {
    Set<String> charges =
        paid.stream().map(Payers.Order::chargeId).flatMap(Optional::stream).collect(toSet());
    paid.stream()
        .map(order -> order.till().telegramBot())
        .distinct()
        .forEach(bot -> charges.addAll(installation.telegram().charges(bot)));

    assertThat(charges).hasSameSizeAs(paid);
    assertThat(column("SELECT telegram_charge_id FROM payment"))
        .containsExactlyInAnyOrderElementsOf(charges);
    assertThat(column("SELECT id FROM payment WHERE status <> 'COUNTED'")).isEmpty();
  }

  private void theLedgerSumsToWhatWasReceived() {
    assertThat(installation.database().number("SELECT sum(amount) FROM ledger_line"))
        .isEqualTo(paid.size() * Till.PRICE);
    assertThat(
            column(
                "SELECT p.id FROM payment p LEFT JOIN ledger_line l ON l.payment_id = p.id"
                    + " GROUP BY p.id, p.amount HAVING sum(l.amount) IS DISTINCT FROM p.amount"))
        .isEmpty();
  }

  private void everyInvoiceHasOneEventOfEachKind() {
    assertThat(
            column(
                "SELECT i.id FROM invoice i LEFT JOIN invoice_event e ON e.invoice_id = i.id"
                    + " GROUP BY i.id"
                    + " HAVING count(*) FILTER (WHERE e.type = 'payment.received') <> 1"
                    + " OR count(*) FILTER (WHERE e.type = 'invoice.paid') <> 1"
                    + " OR count(*) FILTER (WHERE e.type = 'invoice.checkout_approved') < 1"))
        .isEmpty();
  }

  private void everyPayerWasTold() {
    Map<Chat, List<Payers.Order>> chats =
        paid.stream().collect(groupingBy(order -> new Chat(order.till(), order.payer())));
    chats.forEach(
        (chat, orders) -> {
          List<String> texts =
              installation
                  .telegram()
                  .messages(chat.till().telegramBot(), chat.payer())
                  .map(message -> message.getString("text", ""))
                  .toList();
          for (Payers.Order order : orders) {
            assertThat(texts)
                .as("what the payer of %s read", order.reference())
                .anyMatch(
                    text -> text.contains("\"Tea " + order.reference() + "\" has been received"));
          }
        });
  }

  /** Only the sending of an invoice may end without anybody knowing how. */
  private void nothingIsLeftBehind() {
    assertThat(
            column(
                "SELECT kind || ' ' || state || ' ' || coalesce(last_error, '') FROM outbox"
                    + " WHERE NOT (kind LIKE 'issue.%' AND state = 'OUTCOME_UNKNOWN')"
                    + " AND NOT (kind = 'webhook.register' AND state = 'PENDING')"))
        .isEmpty();
    assertThat(column("SELECT reason FROM quarantine")).isEmpty();
  }

  private List<String> column(String sql) {
    return installation.database().column(sql);
  }
}
