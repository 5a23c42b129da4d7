package io.github.tillgram.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How updates come, and how Telegram reaches us. */
@ConfigMapping(prefix = "tillgram")
public interface WebhookConfig {

  /** Root of what Telegram and payers reach, without a path of its own behind it. */
  Optional<String> publicUrl();

  Webhook webhook();

  Telegram telegram();

  /** Whether we ask for updates ourselves. */
  default boolean polls() {
    return telegram().updates() == UpdateSource.POLLING;
  }

  interface Telegram {

    /** How updates come. */
    @WithDefault("WEBHOOK")
    UpdateSource updates();
  }

  interface Webhook {

    /** How many updates of one bot Telegram delivers side by side: 1 to 100. */
    @WithDefault("40")
    int maxConnections();

    /** How long update ids are remembered. Telegram repeats an update for at most 24 hours. */
    @WithDefault("PT48H")
    Duration journal();

    /** How long the secret before a rotation is still taken, for what Telegram has under way. */
    @WithDefault("PT1H")
    Duration secretOverlap();

    /** How old a bot's cached data may be; a rotated secret is known after this time. */
    @WithDefault("PT5S")
    Duration botCache();

    /** How often each bot's webhook is compared with what it should be. */
    @WithDefault("PT5M")
    Duration watchEvery();

    /**
     * How long after its start a replica leaves it at fewer kinds of updates than it handles:
     * longer than an update of all replicas takes, since one of the version before would take an
     * update of a new kind, drop it and say that it is done. Whatever registers a webhook for
     * another reason, such as a new bot or a rotated secret, asks for all kinds at once: what a bot
     * has just begun to sell is not worth a second registration.
     */
    @WithDefault("PT30M")
    Duration newKindsAfter();

    /**
     * Comma-separated addresses and CIDR ranges that updates may come from; {@code telegram} stands
     * for those Telegram names. Without any, they may come from everywhere.
     */
    Optional<String> allowedAddresses();
  }
}
