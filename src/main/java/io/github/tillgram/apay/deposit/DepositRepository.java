package io.github.tillgram.apay.deposit;

import io.github.tillgram.database.Ids;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
public class DepositRepository implements PanacheRepositoryBase<ApayDeposit, UUID> {

  private static final String APPEAR =
      """
      INSERT INTO apay_deposit (id, merchant_id, project_id, order_id, status)
      VALUES (:id, :merchantId, :projectId, :orderId, 'PENDING')
      ON CONFLICT (project_id, order_id) DO NOTHING
      """;

  private static final String PARK_UNREADABLE =
      """
      WITH parked AS (
        INSERT INTO apay_deposit (id, merchant_id, project_id, entry_hash, status, parked)
        VALUES (:id, :merchantId, :projectId, :hash, 'UNKNOWN', 'UNREADABLE')
        ON CONFLICT (project_id, entry_hash) DO NOTHING RETURNING id
      )
      INSERT INTO apay_notice (deposit_id, hash, source, entry, outcome)
      SELECT id, :hash, 'POSTBACK', :entry, :outcome FROM parked
      """;

  private static final String NOTE =
      """
      INSERT INTO apay_notice (deposit_id, hash, source, entry, outcome)
      VALUES (:depositId, :hash, :source, :entry, '')
      ON CONFLICT (deposit_id, hash) DO NOTHING
      """;

  private static final String NOTE_OUTCOME =
      "UPDATE apay_notice SET outcome = :outcome WHERE deposit_id = :depositId AND hash = :hash";

  private static final Sort NEWEST_FIRST = Sort.descending("id");

  /** The row of an order, new if need be, locked until the transaction ends. */
  Uni<ApayDeposit> lock(UUID merchantId, UUID projectId, String orderId) {
    return getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(APPEAR)
                    .setParameter("id", Ids.next())
                    .setParameter("merchantId", merchantId)
                    .setParameter("projectId", projectId)
                    .setParameter("orderId", orderId)
                    .executeUpdate())
        .chain(
            () ->
                find("projectId = ?1 and orderId = ?2", projectId, orderId)
                    .withLock(LockModeType.PESSIMISTIC_WRITE)
                    .firstResult());
  }

  /** Locks a row of this merchant until the transaction ends. */
  Uni<Optional<ApayDeposit>> lockOwn(UUID merchantId, UUID id) {
    return find("id = ?1 and merchantId = ?2", id, merchantId)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResult()
        .map(Optional::ofNullable);
  }

  /** Keeps an entry that names no order; false if it is there already. */
  Uni<Boolean> parkUnreadable(
      UUID merchantId, UUID projectId, byte[] hash, String entry, String why) {
    return getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(PARK_UNREADABLE)
                    .setParameter("id", Ids.next())
                    .setParameter("merchantId", merchantId)
                    .setParameter("projectId", projectId)
                    .setParameter("hash", hash)
                    .setParameter("entry", entry)
                    .setParameter("outcome", why)
                    .executeUpdate())
        .map(rows -> rows == 1);
  }

  /** Keeps what was said of an order, word for word; false if it was said before. */
  Uni<Boolean> note(ApayDeposit deposit, byte[] hash, NoticeSource source, String entry) {
    return getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(NOTE)
                    .setParameter("depositId", deposit.id())
                    .setParameter("hash", hash)
                    .setParameter("source", source.name())
                    .setParameter("entry", entry)
                    .executeUpdate())
        .map(rows -> rows == 1);
  }

  Uni<Void> noteOutcome(ApayDeposit deposit, byte[] hash, String outcome) {
    return getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(NOTE_OUTCOME)
                    .setParameter("depositId", deposit.id())
                    .setParameter("hash", hash)
                    .setParameter("outcome", outcome)
                    .executeUpdate())
        .replaceWithVoid();
  }

  public Uni<Optional<ApayDeposit>> findOwn(UUID merchantId, UUID id) {
    return find("id = ?1 and merchantId = ?2", id, merchantId)
        .firstResult()
        .map(Optional::ofNullable);
  }

  /** The orders of an attempt, oldest first. */
  Uni<List<ApayDeposit>> ofAttempt(UUID attemptId) {
    return find("attemptId = ?1", Sort.ascending("id"), attemptId).list();
  }

  /** The same, locked until the transaction ends; before the invoice, as always. */
  Uni<List<ApayDeposit>> lockOfAttempt(UUID attemptId) {
    return find("attemptId = ?1", Sort.ascending("id"), attemptId)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list();
  }

  public Uni<List<ApayDeposit>> search(UUID merchantId, DepositFilter filter, int limit) {
    StringBuilder query = new StringBuilder("merchantId = :merchantId");
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("merchantId", merchantId);
    filter.status().ifPresent(value -> and(query, parameters, "status = :status", value));
    filter.orderId().ifPresent(value -> and(query, parameters, "orderId = :orderId", value));
    filter
        .matched()
        .ifPresent(
            value -> query.append(value ? " and attemptId is not null" : " and attemptId is null"));
    filter.before().ifPresent(value -> and(query, parameters, "id < :before", value));
    return find(query.toString(), NEWEST_FIRST, parameters).page(Page.ofSize(limit)).list();
  }

  private static void and(
      StringBuilder query, Map<String, Object> parameters, String condition, Object value) {
    query.append(" and ").append(condition);
    parameters.put(condition.substring(condition.indexOf(':') + 1), value);
  }
}
