package io.github.tillgram.webhook;

import io.github.tillgram.security.AddressRanges;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;

/** Where updates may come from; everywhere, unless the operator says otherwise. */
final class AllowedSenders {

  /** The ranges that Telegram's guide to webhooks names, by one word. */
  private static final Map<String, String> WORDS =
      Map.of("telegram", "149.154.160.0/20,91.108.4.0/22");

  private final Optional<AddressRanges> ranges;

  private AllowedSenders(Optional<AddressRanges> ranges) {
    this.ranges = ranges;
  }

  /**
   * @throws IllegalArgumentException that says which entry is wrong, without repeating it
   */
  static AllowedSenders of(WebhookConfig config) {
    return new AllowedSenders(
        config
            .webhook()
            .allowedAddresses()
            .filter(setting -> !setting.isBlank())
            .map(setting -> AddressRanges.parse(setting, WORDS)));
  }

  boolean contain(InetAddress sender) {
    return ranges.map(allowed -> allowed.contain(sender)).orElse(true);
  }
}
