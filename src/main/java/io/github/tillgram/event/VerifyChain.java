package io.github.tillgram.event;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads a merchant's chain again and computes every hash anew. Whoever changes, removes or adds an
 * event breaks it there; whoever writes all that follows anew changes its end, which somebody may
 * have written down elsewhere.
 */
@ApplicationScoped
public class VerifyChain {

  private static final int PAGE = 1_000;

  private static final String HEAD =
      "SELECT position, hash, cut_position, cut_hash FROM event_chain WHERE merchant_id = $1";

  private static final String NEXT =
      """
      SELECT merchant_id, position, hash, invoice_id, payment_id, type, actor, created_at, data,
             personal, personal_salt, personal_digest
      FROM invoice_event
      WHERE merchant_id = $1 AND position IS NOT NULL AND position > $2 AND position <= $3
      ORDER BY position LIMIT %d
      """
          .formatted(PAGE);

  private final Pool pool;

  VerifyChain(Pool pool) {
    this.pool = pool;
  }

  /**
   * How far a chain was read, and what was found.
   *
   * @param forgotten how many events at its beginning are kept no more; reading begins behind them
   * @param after the position behind which reading began
   * @param position the last one that holds
   * @param hash of that one, in hex
   * @param events how many were read
   * @param erased of how many what was personal has been erased
   * @param complete whether the end of the chain was reached
   * @param finding what is wrong with the event after the last one that holds
   */
  public record Report(
      long forgotten,
      long after,
      long position,
      String hash,
      long events,
      long erased,
      boolean complete,
      Optional<String> finding) {}

  private record Head(long position, byte[] hash) {}

  /** Between these two is what is kept of a chain: behind the first, up to the second. */
  private record Kept(Head cut, Head end) {}

  /** Where reading stands. */
  private record Walk(long after, Kept kept, Head last, long events, long erased, String finding) {

    Head end() {
      return kept.end();
    }

    Walk found(String what) {
      return new Walk(after, kept, last, events, erased, what);
    }

    boolean over(long most) {
      return finding != null || last.position() >= end().position() || events >= most;
    }

    Report report() {
      return new Report(
          kept.cut().position(),
          after,
          last.position(),
          HexFormat.of().formatHex(last.hash()),
          events,
          erased,
          last.position() >= end().position(),
          Optional.ofNullable(finding));
    }
  }

  /**
   * Verifies a part of a chain.
   *
   * @param after the position of an event that is known to hold, 0 for all
   * @param hash of that event; of position 0 it is known
   * @param most how many events to read before reporting
   */
  public Uni<Report> verify(UUID merchantId, long after, Optional<byte[]> hash, long most) {
    Head start = new Head(after, hash.orElseGet(Seal::beginning));
    return pool.preparedQuery(HEAD)
        .execute(Tuple.of(merchantId))
        .map(VerifyChain::kept)
        .map(kept -> begin(start, kept))
        .chain(walk -> walk(merchantId, walk, most))
        .map(Walk::report);
  }

  private static Kept kept(RowSet<Row> rows) {
    Head beginning = new Head(0, Seal.beginning());
    if (rows.size() == 0) {
      return new Kept(beginning, beginning);
    }
    Row chain = rows.iterator().next();
    byte[] cut = bytes(chain, "cut_hash");
    return new Kept(
        cut == null ? beginning : new Head(chain.getLong("cut_position"), cut),
        new Head(chain.getLong("position"), bytes(chain, "hash")));
  }

  /** What is forgotten cannot be read; whoever knows the last hash of it may still give that. */
  private static Walk begin(Head start, Kept kept) {
    Head cut = kept.cut();
    Head first = start.position() < cut.position() ? cut : start;
    Walk walk = new Walk(first.position(), kept, first, 0, 0, null);
    if (first.position() > kept.end().position()) {
      return walk.found("the chain ends before it");
    }
    return first.position() == cut.position() && !Arrays.equals(first.hash(), cut.hash())
        ? walk.found("the chain begins with another hash")
        : walk;
  }

  private Uni<Walk> walk(UUID merchantId, Walk walk, long most) {
    if (walk.over(most)) {
      return Uni.createFrom().item(walk);
    }
    return pool.preparedQuery(NEXT)
        .execute(Tuple.of(merchantId, walk.last().position(), walk.end().position()))
        .map(rows -> read(walk, rows))
        .chain(further -> walk(merchantId, further, most));
  }

  private static Walk read(Walk walk, RowSet<Row> rows) {
    Walk now = walk;
    for (Row row : rows) {
      now = step(now, row);
      if (now.finding() != null) {
        return now;
      }
    }
    if (rows.size() == 0) {
      return now.found("it is missing");
    }
    return now.last().position() == now.end().position()
            && !Arrays.equals(now.last().hash(), now.end().hash())
        ? now.found("the end of the chain has another hash")
        : now;
  }

  private static Walk step(Walk walk, Row row) {
    long position = row.getLong("position");
    if (position != walk.last().position() + 1) {
      return walk.found("it is missing");
    }
    byte[] personalDigest = bytes(row, "personal_digest");
    String personal = row.getString("personal");
    byte[] salt = bytes(row, "personal_salt");
    boolean erased = personalDigest != null && personal == null && salt == null;
    if (!erased && !personalHolds(personal, salt, personalDigest)) {
      return walk.found("what is personal in it was changed");
    }
    byte[] hash = Seal.hash(walk.last().hash(), content(row, personalDigest));
    if (!Arrays.equals(hash, bytes(row, "hash"))) {
      return walk.found("it was changed");
    }
    return new Walk(
        walk.after(),
        walk.kept(),
        new Head(position, hash),
        walk.events() + 1,
        walk.erased() + (erased ? 1 : 0),
        null);
  }

  private static boolean personalHolds(String personal, byte[] salt, byte[] digest) {
    return personal == null
        ? salt == null && digest == null
        : salt != null && Arrays.equals(Seal.personalDigest(salt, personal), digest);
  }

  private static Seal.Content content(Row row, byte[] personalDigest) {
    return new Seal.Content(
        row.getUUID("merchant_id"),
        row.getLong("position"),
        row.getUUID("invoice_id"),
        row.getUUID("payment_id"),
        row.getString("type"),
        row.getString("actor"),
        row.get(OffsetDateTime.class, "created_at"),
        row.getString("data"),
        personalDigest);
  }

  private static byte[] bytes(Row row, String column) {
    return row.getBuffer(column) == null ? null : row.getBuffer(column).getBytes();
  }
}
