package io.github.tillgram.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.tillgram.observability.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Counts who failed to prove himself, by address and window. Beyond the limit a failure is answered
 * in the shortest way. A right secret is never refused because of wrong ones before it: addresses
 * are shared, by merchants behind one NAT and by every bot of Telegram's, and a stranger must not
 * be able to spend the patience we have with them. What wrong secrets may cost us is bounded where
 * they are looked up.
 */
@ApplicationScoped
public class FailedAuthentications {

  private static final Logger LOG = Logger.getLogger(FailedAuthentications.class);
  private static final long MOST_ADDRESSES = 10_000;
  private static final int IPV6_BYTES = 16;

  /** How a caller was to prove himself. */
  public enum Proof {
    /** The secret that Telegram sends along with an update. */
    WEBHOOK_SECRET,
    /** An address that updates may come from. */
    WEBHOOK_ADDRESS,
    /** A key of our own API. */
    API_KEY,
    /** The keys that sign what A-Pay sends. */
    POSTBACK_SIGNATURE
  }

  private enum Answer {
    REFUSED,
    LIMITED
  }

  private record Caller(Proof proof, String network) {}

  private record Failures(int count, Instant until) {}

  private final DoorConfig.Authentication limits;
  private final Clock clock;
  private final MeterRegistry meters;
  private final Cache<Caller, Failures> callers;

  FailedAuthentications(DoorConfig config, Clock clock, MeterRegistry meters) {
    this.limits = config.authentication();
    this.clock = clock;
    this.meters = meters;
    this.callers =
        Caffeine.newBuilder().maximumSize(MOST_ADDRESSES).expireAfterWrite(limits.window()).build();
  }

  /** All of them are there from the start, so that the first failure of a process is seen. */
  void register(@Observes StartupEvent event) {
    for (Proof proof : Proof.values()) {
      for (Answer answer : Answer.values()) {
        counter(proof, answer);
      }
    }
  }

  /**
   * Notes a failure, and logs the first of an address in a window.
   *
   * @return how long the caller should stay away, once he has failed too often
   */
  public Optional<Duration> note(Proof proof, InetAddress address) {
    Instant now = clock.instant();
    String network = network(address);
    Failures failures =
        callers
            .asMap()
            .compute(new Caller(proof, network), (caller, before) -> oneMore(before, now));
    boolean limited = failures.count() > limits.failures();
    counter(proof, limited ? Answer.LIMITED : Answer.REFUSED).increment();
    if (failures.count() == 1) {
      LOG.warnf(
          "A request from %s failed to prove itself (%s); more of them within %s are only counted",
          network, name(proof), limits.window());
    }
    return limited ? Optional.of(Duration.between(now, failures.until())) : Optional.empty();
  }

  /** Whether the next failure of this address would be one too many. */
  public boolean isLimited(Proof proof, InetAddress address) {
    Failures failures = callers.getIfPresent(new Caller(proof, network(address)));
    return failures != null
        && failures.count() >= limits.failures()
        && failures.until().isAfter(clock.instant());
  }

  private Failures oneMore(Failures before, Instant now) {
    return before == null || !before.until().isAfter(now)
        ? new Failures(1, now.plus(limits.window()))
        : new Failures(before.count() + 1, before.until());
  }

  /** Whoever has an IPv6 address has the 64 bits behind its network to himself. */
  private static String network(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length < IPV6_BYTES) {
      return address.getHostAddress();
    }
    StringBuilder network = new StringBuilder();
    for (int i = 0; i < IPV6_BYTES / 2; i += 2) {
      network.append(Integer.toHexString((bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff)).append(':');
    }
    return network.append(":/64").toString();
  }

  private Counter counter(Proof proof, Answer answer) {
    return Counter.builder(Meters.AUTHENTICATION_FAILURES)
        .description("Requests that failed to prove who they come from")
        .tag("proof", name(proof))
        .tag("answer", answer.name().toLowerCase(Locale.ROOT))
        .register(meters);
  }

  private static String name(Proof proof) {
    return proof.name().toLowerCase(Locale.ROOT);
  }
}
