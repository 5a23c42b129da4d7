package io.github.tillgram.notification.delivery;

import io.github.tillgram.event.EventType;
import io.github.tillgram.event.Timeline;
import io.github.tillgram.merchant.Merchants;
import io.github.tillgram.security.Secret;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** A merchant's endpoints and their levers. URLs are to be {@link #check checked} before. */
@ApplicationScoped
public class Endpoints {

  /** More than any merchant needs, and few enough that each event stays cheap. */
  public static final int MOST = 50;

  /** How many secrets of one sign at once, while they are rotated. */
  public static final int MOST_SECRETS = 5;

  /** Asked twice it is one recovery of both. */
  private static final String RECOVER =
      """
      INSERT INTO endpoint_recovery AS known (endpoint_id, merchant_id, since, next_position)
      VALUES (:endpointId, :merchantId, :since, event_position_before(:merchantId, :since) + 1)
      ON CONFLICT (endpoint_id) DO UPDATE
      SET since = least(known.since, excluded.since), last_position = NULL,
          next_position = least(known.next_position, excluded.next_position)
      """;

  private final EndpointRepository endpoints;
  private final EndpointSecrets secrets;
  private final Merchants merchants;
  private final DeliveryLines lines;
  private final Timeline timeline;
  private final Destinations destinations;
  private final QueueConfig config;
  private final Clock clock;

  Endpoints(
      EndpointRepository endpoints,
      EndpointSecrets secrets,
      Merchants merchants,
      DeliveryLines lines,
      Timeline timeline,
      Destinations destinations,
      QueueConfig config,
      Clock clock) {
    this.endpoints = endpoints;
    this.secrets = secrets;
    this.merchants = merchants;
    this.lines = lines;
    this.timeline = timeline;
    this.destinations = destinations;
    this.config = config;
    this.clock = clock;
  }

  /** An endpoint with a secret that is shown this once. */
  public record WithSecret(Endpoint endpoint, Secret secret) {}

  /**
   * What is to be changed.
   *
   * @param types {@code null} to leave them; empty for the usual ones
   */
  public record Changes(
      Optional<String> url,
      Optional<List<String>> types,
      boolean resetTypes,
      Optional<Boolean> enabled) {}

  /** Fails with {@link InvalidEndpointUrl} if it may not be called; looks its name up. */
  public Uni<Void> check(String url) {
    return destinations.check(url).replaceWithVoid();
  }

  /**
   * Adds an endpoint. One with this id that is there already was added by the same request before
   * it was cut short; nobody has seen its secret, so it gets another.
   *
   * @return empty when the merchant has as many as he may
   */
  @WithTransaction
  public Uni<Optional<WithSecret>> create(
      UUID id, UUID merchantId, String url, Optional<List<String>> types) {
    return endpoints
        .lockOwn(merchantId, id)
        .chain(
            found ->
                found.isPresent()
                    ? withNewSecret(found.get())
                    : add(new Endpoint(id, merchantId, url, types)));
  }

  private Uni<Optional<WithSecret>> withNewSecret(Endpoint endpoint) {
    return secrets
        .rotate(endpoint.id(), Duration.ZERO)
        .map(secret -> Optional.of(new WithSecret(endpoint, secret)));
  }

  private Uni<Optional<WithSecret>> add(Endpoint endpoint) {
    return merchants
        .hold(endpoint.merchantId())
        .chain(() -> endpoints.countOwn(endpoint.merchantId()))
        .chain(
            count ->
                count >= MOST
                    ? Uni.createFrom().item(Optional.empty())
                    : keep(endpoint).map(secret -> Optional.of(new WithSecret(endpoint, secret))));
  }

  private Uni<Secret> keep(Endpoint endpoint) {
    return endpoints
        .persistAndFlush(endpoint)
        .chain(() -> secrets.add(endpoint.id()))
        .call(() -> tell(endpoint, EventType.ENDPOINT_CREATED));
  }

  /** Empty when there is no such endpoint. */
  @WithTransaction
  public Uni<Optional<Endpoint>> change(UUID merchantId, UUID id, Changes changes) {
    return withOwn(
        merchantId,
        id,
        endpoint -> {
          changes.url().ifPresent(endpoint::lead);
          if (changes.resetTypes() || changes.types().isPresent()) {
            endpoint.hear(changes.types());
          }
          changes
              .enabled()
              .ifPresent(
                  enabled -> {
                    if (enabled) {
                      endpoint.enable();
                    } else {
                      endpoint.disable();
                    }
                  });
          return tell(endpoint, EventType.ENDPOINT_CHANGED).replaceWith(endpoint);
        });
  }

  /** Nothing waits for it any more. */
  @WithTransaction
  public Uni<Boolean> delete(UUID merchantId, UUID id) {
    return this.<Endpoint>withOwn(
            merchantId,
            id,
            endpoint -> {
              endpoint.delete();
              return tell(endpoint, EventType.ENDPOINT_DELETED).replaceWith(endpoint);
            })
        .map(Optional::isPresent);
  }

  /** Those before sign beside the new one for a while. */
  @WithTransaction
  public Uni<Optional<WithSecret>> rotate(UUID merchantId, UUID id, Duration overlap) {
    return withOwn(
        merchantId,
        id,
        endpoint ->
            secrets
                .rotate(id, overlap)
                .call(() -> tell(endpoint, EventType.ENDPOINT_SECRET_ROTATED))
                .map(secret -> new WithSecret(endpoint, secret)));
  }

  /**
   * Has everything sent that happened since then and was not delivered. Of what happened before
   * deliveries are kept nobody knows whether it was, so that is left out.
   */
  @WithTransaction
  public Uni<Boolean> recover(UUID merchantId, UUID id, Instant since) {
    return withOwn(
            merchantId,
            id,
            endpoint ->
                Panache.getSession()
                    .chain(
                        session ->
                            session
                                .createNativeQuery(RECOVER)
                                .setParameter("endpointId", id)
                                .setParameter("merchantId", merchantId)
                                .setParameter("since", known(since))
                                .executeUpdate())
                    .call(
                        () ->
                            timeline.add(
                                merchantId,
                                null,
                                EventType.ENDPOINT_RECOVERY_ASKED,
                                Map.of("endpointId", id, "since", since.toString()))))
        .map(Optional::isPresent);
  }

  private Instant known(Instant since) {
    Instant begin = clock.instant().minus(config.retention());
    return since.isBefore(begin) ? begin : since;
  }

  /**
   * The id of the delivery that carries the example; empty when there is no such endpoint. Fails
   * with {@link EndpointOff} while nothing is sent there.
   */
  @WithTransaction
  public Uni<Optional<UUID>> sendExample(UUID merchantId, UUID id, String type) {
    NewDelivery example = NewDelivery.example(id, merchantId, type);
    return withOwn(
        merchantId,
        id,
        endpoint ->
            endpoint.state() == EndpointState.ENABLED
                ? lines.append(example).replaceWith(example.id())
                : Uni.createFrom().failure(new EndpointOff()));
  }

  private <T> Uni<Optional<T>> withOwn(UUID merchantId, UUID id, Function<Endpoint, Uni<T>> work) {
    return endpoints
        .lockOwn(merchantId, id)
        .chain(
            found ->
                found.isEmpty()
                    ? Uni.createFrom().item(Optional.empty())
                    : work.apply(found.get()).map(Optional::of));
  }

  private Uni<Void> tell(Endpoint endpoint, EventType type) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("endpointId", endpoint.id());
    facts.put("state", endpoint.state());
    return timeline.add(endpoint.merchantId(), null, type, facts);
  }
}
