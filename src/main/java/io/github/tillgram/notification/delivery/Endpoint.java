package io.github.tillgram.notification.delivery;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Generated;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.generator.EventType;
import org.hibernate.type.SqlTypes;

/** Where a merchant hears of events. */
@Entity
@Table(name = "endpoint")
@DynamicUpdate
public class Endpoint {

  @Id private UUID id;

  @Column(name = "merchant_id", nullable = false)
  private UUID merchantId;

  @Column(nullable = false)
  private String url;

  /** {@code null} for those that every merchant wants to hear of. */
  @JdbcTypeCode(SqlTypes.ARRAY)
  private String[] types;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  @Column(nullable = false)
  private EndpointState state;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  @Column(name = "disabled_reason")
  private DisabledReason disabledReason;

  @Column(name = "failing_since")
  private Instant failingSince;

  @Column(name = "paused_until")
  private Instant pausedUntil;

  @Generated(event = EventType.INSERT)
  @Column(name = "created_at", insertable = false, updatable = false)
  private Instant createdAt;

  protected Endpoint() {}

  Endpoint(UUID id, UUID merchantId, String url, Optional<List<String>> types) {
    this.id = id;
    this.merchantId = merchantId;
    this.state = EndpointState.ENABLED;
    lead(url);
    hear(types);
  }

  public UUID id() {
    return id;
  }

  public UUID merchantId() {
    return merchantId;
  }

  public String url() {
    return url;
  }

  /** Empty for those that every merchant wants to hear of. */
  public Optional<List<String>> types() {
    return Optional.ofNullable(types).map(List::of);
  }

  public EndpointState state() {
    return state;
  }

  public Optional<DisabledReason> disabledReason() {
    return Optional.ofNullable(disabledReason);
  }

  /** Since when nothing has been taken, although something was sent. */
  public Optional<Instant> failingSince() {
    return Optional.ofNullable(failingSince);
  }

  public Instant createdAt() {
    return createdAt;
  }

  void lead(String newUrl) {
    this.url = newUrl;
  }

  void hear(Optional<List<String>> newTypes) {
    this.types = newTypes.map(names -> names.toArray(String[]::new)).orElse(null);
  }

  /** It is called again, and what it did before is forgotten. */
  void enable() {
    state = EndpointState.ENABLED;
    disabledReason = null;
    failingSince = null;
    pausedUntil = null;
  }

  void disable() {
    state = EndpointState.DISABLED;
    disabledReason = DisabledReason.MERCHANT;
  }

  void delete() {
    state = EndpointState.DELETED;
    disabledReason = null;
  }
}
