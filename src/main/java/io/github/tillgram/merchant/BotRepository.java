package io.github.tillgram.merchant;

import io.github.tillgram.security.EncryptedColumns;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
public class BotRepository implements PanacheRepositoryBase<Bot, UUID>, EncryptedColumns {

  private static final String TAKE_FOR_MENU =
      """
      UPDATE bot SET menu_version = :version WHERE id IN (
        SELECT id FROM bot WHERE role = 'MERCHANT' AND menu_version < :version
        ORDER BY menu_version, id LIMIT :most FOR NO KEY UPDATE SKIP LOCKED)
      RETURNING id
      """;

  private static final Sort NEWEST_FIRST = Sort.descending("id");

  @Override
  public List<Column> encryptedColumns() {
    return Bot.ENCRYPTED.stream().map(name -> new Column(Bot.TABLE, name)).toList();
  }

  /** The bots that have one of these keys. */
  public Uni<List<Bot>> listByKeys(List<String> botKeys) {
    return list("botKey in ?1", botKeys);
  }

  /** A bot of this merchant; another merchant's bot does not exist for it. */
  public Uni<Optional<Bot>> findOwn(UUID merchantId, UUID id) {
    return find("id = ?1 and merchantId = ?2", id, merchantId)
        .firstResult()
        .map(Optional::ofNullable);
  }

  public Uni<List<Bot>> listOwn(UUID merchantId, Optional<UUID> before, int limit) {
    return before
        .map(id -> find("merchantId = ?1 and id < ?2", NEWEST_FIRST, merchantId, id))
        .orElseGet(() -> find("merchantId = ?1", NEWEST_FIRST, merchantId))
        .page(Page.ofSize(limit))
        .list();
  }

  /** The first two are enough to know whether there is exactly one. */
  public Uni<List<Bot>> sellersOf(UUID merchantId) {
    return find("merchantId = ?1 and role = ?2", merchantId, BotRole.MERCHANT)
        .page(Page.ofSize(2))
        .list();
  }

  /** The provider bots that serve a merchant: its own before the operator's, newest first. */
  public Uni<List<Bot>> providersOf(UUID merchantId) {
    return list(
        "role = ?1 and merchantId in ?2 order by case when merchantId = ?3 then 1 else 0 end, id desc",
        BotRole.PROVIDER,
        List.of(merchantId, Merchants.OPERATOR),
        Merchants.OPERATOR);
  }

  /**
   * Notes that Telegram was told of this bot's secret, with this token, unless either was replaced
   * meanwhile.
   */
  public Uni<Integer> markRegistered(Bot bot) {
    return update(
        "webhookRegistered = true, secretConfirmed = true where id = ?1 and webhookSecret = ?2 and token = ?3",
        bot.id(),
        bot.storedWebhookSecret(),
        bot.storedToken());
  }

  /** Notes that nobody knows what Telegram was told last. */
  public Uni<Integer> markUnregistered(UUID id) {
    return update("webhookRegistered = false where id = ?1", id);
  }

  /**
   * Takes some bots whose menu of commands is older than this version, in the caller's transaction,
   * and notes that it will be told. Versions only grow, so that replicas of two releases do not
   * undo each other's.
   */
  public Uni<List<UUID>> takeForMenu(int version, int most) {
    return getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(TAKE_FOR_MENU, UUID.class)
                    .setParameter("version", version)
                    .setParameter("most", most)
                    .getResultList());
  }
}
