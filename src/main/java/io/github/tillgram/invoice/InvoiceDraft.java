package io.github.tillgram.invoice;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** An invoice that was checked against every rule and is ready to be issued. */
public record InvoiceDraft(
    UUID merchantId,
    UUID botId,
    Rail rail,
    Usage usage,
    Optional<String> reference,
    String title,
    String description,
    String currency,
    long total,
    List<PriceLine> prices,
    Tip tip,
    Set<ContactData> required,
    Optional<Long> payerId,
    Optional<Integer> maxPayments,
    Optional<Instant> expiresAt,
    Map<String, Object> metadata) {}
