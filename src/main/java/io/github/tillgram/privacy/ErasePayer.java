package io.github.tillgram.privacy;

import io.github.tillgram.event.EventType;
import io.github.tillgram.event.PersonalFacts;
import io.github.tillgram.event.Timeline;
import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Erases what a merchant has about a payer, all of it or nothing. Amounts, charges and orders stay:
 * they are the books, and a charge that arrives again is known. Who asked and why is written down,
 * without the payer.
 */
@ApplicationScoped
public class ErasePayer {

  /** One erasure of a merchant at a time, so that no two wait for each other's invoices. */
  private static final String HOLD_MERCHANT =
      "SELECT id FROM merchant WHERE id = :id FOR NO KEY UPDATE SKIP LOCKED";

  private static final Outcome BUSY =
      new Outcome.Refused("Another payer is being erased; try again in a moment.");

  private final List<PayerRecords> records;
  private final PersonalFacts facts;
  private final PayerDigest digests;
  private final Timeline timeline;

  ErasePayer(
      @All List<PayerRecords> records,
      PersonalFacts facts,
      PayerDigest digests,
      Timeline timeline) {
    this.records = records.stream().sorted(Comparator.comparing(PayerRecords::turn)).toList();
    this.facts = facts;
    this.digests = digests;
    this.timeline = timeline;
  }

  /** How it ends. */
  public sealed interface Outcome {

    /**
     * @param records how many of each kind were about him; all kinds are there
     */
    record Erased(Map<RecordKind, Integer> records) implements Outcome {}

    /** Something with him is under way. */
    record Refused(String reason) implements Outcome {}
  }

  /**
   * @param reason why, in the merchant's words
   */
  @WithTransaction
  public Uni<Outcome> erase(Payer payer, String reason) {
    return holdMerchant(payer.merchantId())
        .chain(held -> held == null ? Uni.createFrom().item(BUSY) : eraseAlone(payer, reason));
  }

  private Uni<Outcome> eraseAlone(Payer payer, String reason) {
    return hold(payer)
        .chain(() -> obstacle(payer))
        .chain(
            obstacle ->
                obstacle.isPresent()
                    ? Uni.createFrom().item(new Outcome.Refused(obstacle.get()))
                    : eraseAll(payer)
                        .call(counts -> tell(payer, reason, counts))
                        .map(Outcome.Erased::new));
  }

  private static Uni<UUID> holdMerchant(UUID id) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(HOLD_MERCHANT, UUID.class)
                    .setParameter("id", id)
                    .getSingleResultOrNull());
  }

  private Uni<Void> hold(Payer payer) {
    Uni<Void> held = Uni.createFrom().voidItem();
    for (PayerRecords one : records) {
      held = held.chain(() -> one.hold(payer));
    }
    return held;
  }

  private Uni<Optional<String>> obstacle(Payer payer) {
    Uni<Optional<String>> found = Uni.createFrom().item(Optional.empty());
    for (PayerRecords one : records) {
      found =
          found.chain(
              before -> before.isPresent() ? Uni.createFrom().item(before) : one.obstacle(payer));
    }
    return found;
  }

  /** Events come last: whoever seals them waits from then on until this is committed. */
  private Uni<Map<RecordKind, Integer>> eraseAll(Payer payer) {
    Map<RecordKind, Integer> counts = new EnumMap<>(RecordKind.class);
    for (RecordKind kind : RecordKind.values()) {
      counts.put(kind, 0);
    }
    Uni<Void> erased = Uni.createFrom().voidItem();
    for (PayerRecords one : records) {
      erased =
          erased
              .chain(() -> one.erase(payer))
              .invoke(
                  some -> some.forEach((kind, count) -> counts.merge(kind, count, Integer::sum)))
              .replaceWithVoid();
    }
    return erased
        .chain(() -> Panache.getSession())
        .chain(session -> facts.erase(session, payer.merchantId(), payer.id()))
        .invoke(count -> counts.put(RecordKind.EVENTS, count))
        .replaceWith(counts);
  }

  private Uni<Void> tell(Payer payer, String reason, Map<RecordKind, Integer> counts) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("payer", digests.of(payer));
    data.put("reason", reason);
    data.put("records", byName(counts));
    return timeline.add(payer.merchantId(), null, EventType.PAYER_ERASED, data);
  }

  /** As the answer and the event spell it. */
  public static Map<String, Integer> byName(Map<RecordKind, Integer> counts) {
    Map<String, Integer> named = new LinkedHashMap<>();
    counts.forEach((kind, count) -> named.put(kind.wireName(), count));
    return named;
  }
}
