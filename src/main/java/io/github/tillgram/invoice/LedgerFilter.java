package io.github.tillgram.invoice;

import java.util.Optional;

/**
 * Which lines of the books.
 *
 * @param written when
 */
public record LedgerFilter(
    Optional<LedgerKind> kind, Optional<Rail> rail, Optional<String> currency, Period written) {}
