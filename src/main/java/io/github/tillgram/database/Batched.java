package io.github.tillgram.database;

import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A statement that can answer many questions at once.
 *
 * @param <Q> what is asked
 * @param <A> what is answered
 */
public interface Batched<Q, A> {

  /** Questions that share one of these never stand in one batch. */
  Collection<?> keys(Q question);

  /**
   * Asks the database once. It must answer or fail within a time of its own.
   *
   * @return for each question in their order its answer, or nothing: then it is asked alone
   */
  Uni<List<Optional<A>>> together(List<Q> questions);

  /** Asks for one alone, because its batch failed or left it out; it may have grown too old. */
  Uni<A> alone(Q question);
}
