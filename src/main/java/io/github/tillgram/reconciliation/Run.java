package io.github.tillgram.reconciliation;

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

/** One comparison of a bot's books with another's, from its first page to its end. */
@Entity
@Table(name = "reconciliation_run")
public class Run {

  @Id private UUID id;

  @Column(name = "merchant_id", nullable = false)
  private UUID merchantId;

  @Column(name = "bot_id", nullable = false)
  private UUID botId;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private Source source;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private RunOutcome outcome;

  private String reason;

  @Column(nullable = false)
  private int transactions;

  @Column(nullable = false)
  private String movements;

  @Column(nullable = false)
  private int found;

  @Column(nullable = false)
  private int resolved;

  @Column(nullable = false)
  private int open;

  @Column(name = "started_at", nullable = false)
  private Instant startedAt;

  @Column(name = "finished_at")
  private Instant finishedAt;

  protected Run() {}

  public UUID id() {
    return id;
  }

  public UUID botId() {
    return botId;
  }

  public Source source() {
    return source;
  }

  public RunOutcome outcome() {
    return outcome;
  }

  /** Why it waits or was refused, in the other side's words. */
  public Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  /** How many transactions were read so far. */
  public int transactions() {
    return transactions;
  }

  /** Everything that was read, in sums; empty until the end. */
  public List<Movements> movements() {
    return Movements.read(movements);
  }

  public int found() {
    return found;
  }

  public int resolved() {
    return resolved;
  }

  /** How many differences there are at its end, those seen before included. */
  public int open() {
    return open;
  }

  public Instant startedAt() {
    return startedAt;
  }

  public Optional<Instant> finishedAt() {
    return Optional.ofNullable(finishedAt);
  }
}
