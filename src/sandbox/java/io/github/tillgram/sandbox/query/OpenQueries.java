package io.github.tillgram.sandbox.query;

import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.WorldThread;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Queries a bot may still answer. Each can be answered once, in time, by the bot it was sent to;
 * after a restart all of them are too old.
 */
public final class OpenQueries {
  private final Map<String, Query> open = new HashMap<>();
  private final WorldThread thread;
  private final Duration patience;

  private record Query(long botId, String kind, Promise<QueryAnswer> answer, long timer) {}

  public OpenQueries(WorldThread thread, Duration patience) {
    this.thread = thread;
    this.patience = patience;
  }

  public Future<QueryAnswer> open(Bot bot, String kind, String id) {
    Promise<QueryAnswer> answer = Promise.promise();
    long timer = thread.after(patience, () -> expire(id));
    open.put(id, new Query(bot.id(), kind, answer, timer));
    return answer.future();
  }

  /** False when there is no such query, for whatever reason: Telegram does not tell either. */
  public boolean answer(Bot bot, String kind, String id, QueryAnswer answer) {
    Query query = open.get(id);
    if (query == null || query.botId() != bot.id() || !query.kind().equals(kind)) {
      return false;
    }
    open.remove(id);
    thread.cancel(query.timer());
    query.answer().complete(answer);
    return true;
  }

  private void expire(String id) {
    Query query = open.remove(id);
    if (query != null) {
      query.answer().complete(QueryAnswer.timeout());
    }
  }
}
