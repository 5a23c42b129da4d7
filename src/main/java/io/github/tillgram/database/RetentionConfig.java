package io.github.tillgram.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How long rows are kept that nobody needs any more. The books are kept for good. */
@ConfigMapping(prefix = "tillgram.retention")
public interface RetentionConfig {

  /**
   * How long after its end a reservation counts for a payment that was made under it and arrives
   * late, and so do an offer of shipping and news of a subscription whose payment is under way.
   */
  @WithDefault("P2D")
  Duration reservations();

  /** Where an invoice stands in chats, after it was sent and has come to its end. */
  @WithDefault("P90D")
  Duration messages();

  /** The language of a chat, after somebody last spoke there. */
  @WithDefault("P90D")
  Duration languages();

  /** Outbox rows that ended without having done their work for sure. */
  @WithDefault("P90D")
  Duration outbox();

  /** Quarantined bodies, after they were replayed; others stay until they are. */
  @WithDefault("P90D")
  Duration quarantine();

  /** Comparisons of our books with Telegram's, after they ended; differences stay. */
  @WithDefault("P90D")
  Duration comparisons();

  /** Conversations with provider bots, after they expired. */
  @WithDefault("P7D")
  Duration conversations();

  /** Addresses of payment pages, and attempts that came to nothing, of invoices that ended. */
  @WithDefault("P400D")
  Duration pages();

  /** Orders of A-Pay that never became money, with what was said of them; for good if not set. */
  Optional<Duration> deposits();

  /** Events, and with them the beginnings of their chains; for good if not set. */
  Optional<Duration> events();
}
