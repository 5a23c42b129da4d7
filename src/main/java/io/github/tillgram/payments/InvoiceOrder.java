package io.github.tillgram.payments;

import io.github.tillgram.invoice.ContactData;
import io.github.tillgram.invoice.PriceLine;
import io.github.tillgram.invoice.Rail;
import io.github.tillgram.invoice.Tip;
import io.github.tillgram.invoice.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** An invoice as a merchant asks for it, before anybody looked whether it can be. */
public record InvoiceOrder(
    UUID merchantId,
    Optional<UUID> botId,
    Optional<Rail> rail,
    Usage usage,
    Optional<String> reference,
    String title,
    String description,
    String currency,
    List<PriceLine> prices,
    Optional<Tip> tip,
    Set<ContactData> required,
    Optional<Long> payerId,
    Optional<Long> sendTo,
    Optional<Integer> maxPayments,
    Optional<Instant> expiresAt,
    Map<String, Object> metadata) {}
