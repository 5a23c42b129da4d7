package io.github.tillgram.reconciliation;

import java.util.Optional;
import java.util.UUID;

/** Which differences are asked for. */
public record DifferenceFilter(
    Optional<UUID> botId,
    Optional<Source> source,
    Optional<DifferenceKind> kind,
    Optional<Boolean> open,
    Optional<UUID> before) {}
