package io.github.tillgram.event;

import java.util.List;

/**
 * A member of an event's data.
 *
 * @param values what a choice is made from; more may come
 * @param required in every event of its type, but a personal fact that was erased
 * @param nullable whether it may be null, which is otherwise never written
 * @param personal about a payer, who may ask to have it erased
 * @param usual whether examples have it: of facts that are not always there, those that go together
 * @param says what it means, in one line
 * @param example a value of its kind that is nobody's
 */
public record Fact(
    String name,
    FactKind kind,
    List<String> values,
    boolean required,
    boolean nullable,
    boolean personal,
    boolean usual,
    String says,
    Object example) {

  private static final String NOBODY = "00000000-0000-0000-0000-000000000000";
  private static final String ONCE = "2026-01-01T00:00:00Z";

  static Fact integer(String name, String says, long example) {
    return of(name, FactKind.INTEGER, List.of(), says, example);
  }

  static Fact text(String name, String says, String example) {
    return of(name, FactKind.TEXT, List.of(), says, example);
  }

  static Fact choice(String name, String says, String... values) {
    return of(name, FactKind.CHOICE, List.of(values), says, values[0]);
  }

  static Fact choices(String name, String says, String... values) {
    return of(name, FactKind.CHOICES, List.of(values), says, List.of(values[0]));
  }

  static Fact id(String name, String says) {
    return of(name, FactKind.ID, List.of(), says, NOBODY);
  }

  static Fact time(String name, String says) {
    return of(name, FactKind.TIME, List.of(), says, ONCE);
  }

  static Fact flag(String name, String says) {
    return of(name, FactKind.BOOLEAN, List.of(), says, true);
  }

  static Fact of(String name, FactKind kind, List<String> values, String says, Object example) {
    return new Fact(name, kind, values, true, false, false, true, says, example);
  }

  /** Left out where there is nothing to say, and in events that are older than the fact. */
  Fact optional() {
    return new Fact(name, kind, values, false, nullable, personal, usual, says, example);
  }

  /** Optional, and not what one usually sees. */
  Fact seldom() {
    return new Fact(name, kind, values, false, nullable, personal, false, says, example);
  }

  /** The same with another example. */
  Fact like(Object other) {
    return new Fact(name, kind, values, required, nullable, personal, usual, says, other);
  }

  Fact orNull() {
    return new Fact(name, kind, values, required, true, personal, usual, says, example);
  }

  Fact ofPayer() {
    return new Fact(name, kind, values, required, nullable, true, usual, says, example);
  }
}
