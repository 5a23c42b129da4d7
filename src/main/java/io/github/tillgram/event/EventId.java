package io.github.tillgram.event;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How events are named outside: {@code evt_<merchant>_<position>}, with the last twelve digits of
 * the merchant's id, so that events of two merchants never share a name. The same event has the
 * same name in every delivery.
 */
public final class EventId {

  private static final Pattern FORM = Pattern.compile("evt_([0-9a-f]{12})_([1-9][0-9]{0,17})");
  private static final long LOW_48_BITS = 0xffff_ffff_ffffL;

  private EventId() {}

  public static String of(UUID merchantId, long position) {
    return "evt_" + suffix(merchantId) + "_" + position;
  }

  /** The position of one of this merchant's; empty for anything else. */
  public static Optional<Long> position(UUID merchantId, String id) {
    Matcher matcher = FORM.matcher(id);
    return matcher.matches() && matcher.group(1).equals(suffix(merchantId))
        ? Optional.of(Long.valueOf(matcher.group(2)))
        : Optional.empty();
  }

  private static String suffix(UUID merchantId) {
    return String.format(Locale.ROOT, "%012x", merchantId.getLeastSignificantBits() & LOW_48_BITS);
  }
}
