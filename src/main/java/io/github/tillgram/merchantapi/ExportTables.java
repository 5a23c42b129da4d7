package io.github.tillgram.merchantapi;

import io.github.tillgram.invoice.Invoice;
import io.github.tillgram.invoice.LedgerEntry;
import io.github.tillgram.invoice.Payment;
import java.util.Optional;

/**
 * The columns of exports. A new one is only ever added behind the others. What payers have written
 * is in none.
 */
final class ExportTables {

  static final CsvTable<Invoice> INVOICES =
      new CsvTable<Invoice>()
          .column("id", Invoice::id)
          .column("botId", Invoice::botId)
          .text("reference", Invoice::reference)
          .column("status", Invoice::status)
          .column("anomaly", Invoice::anomaly)
          .column("rail", Invoice::rail)
          .column("usage", Invoice::usage)
          .text("title", invoice -> Optional.of(invoice.title()))
          .column("currency", Invoice::currency)
          .column("total", Invoice::total)
          .column("payerId", Invoice::payerId)
          .column("maxPayments", Invoice::maxPayments)
          .column("createdAt", Invoice::createdAt)
          .column("expiresAt", Invoice::expiresAt)
          .column("paidAt", Invoice::paidAt);

  static final CsvTable<Payment> PAYMENTS =
      new CsvTable<Payment>()
          .column("id", Payment::id)
          .column("invoiceId", Payment::invoiceId)
          .column("botId", Payment::botId)
          .column("subscriptionId", Payment::subscriptionId)
          .column("rail", Payment::rail)
          .column("status", Payment::status)
          .column("anomaly", Payment::anomaly)
          .column("currency", Payment::currency)
          .column("amount", Payment::amount)
          .column("goods", Payment::goods)
          .column("shipping", Payment::shipping)
          .column("tip", Payment::tip)
          .text("telegramChargeId", Payment::telegramChargeId)
          .text("providerChargeId", Payment::providerChargeId)
          .text("apayOrderId", Payment::apayOrderId)
          .column("payerId", Payment::payerId)
          .text("shippingOptionId", Payment::shippingOptionId)
          .column("paidAt", Payment::paidAt);

  static final CsvTable<LedgerEntry> LEDGER =
      new CsvTable<LedgerEntry>()
          .column("id", LedgerEntry::id)
          .column("at", LedgerEntry::at)
          .column("paymentId", LedgerEntry::paymentId)
          .column("invoiceId", LedgerEntry::invoiceId)
          .text("reference", LedgerEntry::reference)
          .column("kind", LedgerEntry::kind)
          .column("rail", LedgerEntry::rail)
          .column("currency", LedgerEntry::currency)
          .column("amount", LedgerEntry::amount);

  private ExportTables() {}
}
