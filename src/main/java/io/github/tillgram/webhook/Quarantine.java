package io.github.tillgram.webhook;

import io.github.tillgram.merchant.Bot;
import io.github.tillgram.merchant.BotRepository;
import io.github.tillgram.observability.Meters;
import io.github.tillgram.security.Encryption;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Keeps what names money and could not be handled, until a person looks and has it replayed. Its
 * meter is there from the start: the first that is stored must be seen to come.
 */
@Startup
@ApplicationScoped
public class Quarantine {

  private static final Logger LOG = Logger.getLogger(Quarantine.class);

  private final QuarantineRepository bodies;
  private final BotRepository bots;
  private final BotEvents events;
  private final Encryption encryption;
  private final Clock clock;
  private final Counter stored;

  Quarantine(
      QuarantineRepository bodies,
      BotRepository bots,
      BotEvents events,
      Encryption encryption,
      Clock clock,
      MeterRegistry meters) {
    this.bodies = bodies;
    this.bots = bots;
    this.events = events;
    this.encryption = encryption;
    this.clock = clock;
    this.stored =
        Counter.builder(Meters.QUARANTINE)
            .description("Bodies that name money and could not be handled")
            .register(meters);
  }

  /** Stores a body once, however often it arrives. */
  Uni<Void> store(UUID botId, byte[] body, String reason) {
    return Panache.withTransaction(() -> storeOnce(botId, body, reason))
        .invoke(stored -> stored.ifPresent(this::raise))
        .replaceWithVoid();
  }

  private Uni<Optional<QuarantinedBody>> storeOnce(UUID botId, byte[] body, String reason) {
    byte[] digest = sha256(body);
    return bodies
        .count("botId = ?1 and digest = ?2", botId, digest)
        .chain(
            known ->
                known > 0
                    ? Uni.createFrom().item(Optional.empty())
                    : bodies
                        .persist(QuarantinedBody.of(botId, body, digest, reason, encryption))
                        .map(Optional::of));
  }

  @WithSession
  public Uni<List<QuarantinedBody>> list(Optional<UUID> before, int limit) {
    return before
        .map(id -> bodies.find("id < ?1", Sort.descending("id"), id))
        .orElseGet(() -> bodies.findAll(Sort.descending("id")))
        .page(Page.ofSize(limit))
        .list();
  }

  @WithSession
  Uni<Optional<Released>> release(UUID id) {
    return bodies
        .findById(id)
        .chain(
            body ->
                body == null
                    ? Uni.createFrom().item(Optional.<Released>empty())
                    : bots.findById(body.botId()).map(bot -> Optional.of(released(body, bot))));
  }

  /** Beside what its merchant's bot was told, stands who had it told again. */
  @WithTransaction
  Uni<Void> markReplayed(UUID id, ConnectedBot bot) {
    return bodies
        .findById(id)
        .invoke(body -> body.replayed(clock.instant()))
        .chain(() -> events.replayed(bot.merchantId(), bot.id(), id));
  }

  record Released(ConnectedBot bot, byte[] body) {}

  private Released released(QuarantinedBody body, Bot bot) {
    return new Released(ConnectedBot.of(bot, encryption), body.bytes(encryption));
  }

  private void raise(QuarantinedBody body) {
    stored.increment();
    LOG.errorf("A body that names money is quarantined as %s: %s", body.id(), body.reason());
  }

  private static byte[] sha256(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
