package io.github.tillgram.webhook;

import io.github.tillgram.telegram.api.WebhookReply;
import java.util.Optional;

/** What became of an update, in the words of the meter {@code tillgram_updates_seconds}. */
record UpdateOutcome(Label label, String kind, Optional<WebhookReply> reply) {

  /** The kind of an update that nobody could look into. */
  static final String NO_KIND = "unknown";

  /** The label {@code outcome}. */
  enum Label {
    HANDLED,
    DROPPED,
    UNREADABLE,
    QUARANTINED,
    FAILED,
    UNAVAILABLE
  }

  static UpdateOutcome of(Label label, String kind) {
    return new UpdateOutcome(label, kind, Optional.empty());
  }
}
