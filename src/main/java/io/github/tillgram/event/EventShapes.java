package io.github.tillgram.event;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the event of each type looks like: the one declaration that deliveries, examples, the
 * description of the API and {@code src/docs/events.md} follow, and that all rows of all tests are
 * compared with. Whoever adds a type adds its shape to the family it belongs to.
 */
public final class EventShapes {

  private static final Map<EventType, EventShape> BY_TYPE =
      Stream.of(
              InvoiceShapes.ALL,
              PaymentShapes.ALL,
              SubscriptionShapes.ALL,
              ApayShapes.ALL,
              OperationShapes.ALL,
              PeopleShapes.ALL)
          .flatMap(List::stream)
          .collect(
              Collectors.toMap(
                  EventShape::type,
                  shape -> shape,
                  EventShapes::declaredOnce,
                  () -> new EnumMap<>(EventType.class)));

  /** What stands apart in every event, whatever its type. */
  private static final Set<String> PERSONAL =
      BY_TYPE.values().stream()
          .flatMap(shape -> shape.facts().stream())
          .filter(Fact::personal)
          .map(Fact::name)
          .collect(Collectors.toUnmodifiableSet());

  private EventShapes() {}

  private static EventShape declaredOnce(EventShape one, EventShape other) {
    throw new IllegalStateException(one.type().wireName() + " has two shapes");
  }

  /** All of them, in the order of the types. */
  public static Collection<EventShape> all() {
    return BY_TYPE.values();
  }

  public static EventShape of(EventType type) {
    EventShape shape = BY_TYPE.get(type);
    if (shape == null) {
      throw new IllegalStateException(type.wireName() + " has no shape: declare one");
    }
    return shape;
  }

  /**
   * The version of the shape of a type by its wire name; 1 for one that a newer replica has
   * written.
   */
  public static int version(String type) {
    return EventType.of(type).map(known -> of(known).version()).orElse(EventShape.FIRST);
  }

  /** The names of facts about a payer. */
  static Set<String> personal() {
    return PERSONAL;
  }
}
