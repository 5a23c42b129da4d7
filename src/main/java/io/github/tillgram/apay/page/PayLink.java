package io.github.tillgram.apay.page;

import java.util.Optional;
import java.util.UUID;

/**
 * An address at which an invoice can be paid.
 *
 * @param payerId whose it is; anybody's if nobody's
 */
record PayLink(String token, UUID invoiceId, Optional<Long> payerId) {}
