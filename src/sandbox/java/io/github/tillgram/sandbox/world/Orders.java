package io.github.tillgram.sandbox.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What was ordered to happen to the next things of an owner that have a certain name. Orders are
 * forgotten on restart.
 */
public final class Orders<K, T> {
  private final Map<K, List<Order<T>>> perOwner = new HashMap<>();

  private static final class Order<T> {
    private final String name;
    private final T what;
    private int times;

    private Order(String name, T what, int times) {
      this.name = name;
      this.what = what;
      this.times = times;
    }
  }

  /**
   * @param name empty: any name
   */
  public void add(K owner, String name, T what, int times) {
    perOwner
        .computeIfAbsent(owner, id -> new ArrayList<>())
        .add(new Order<>(name.toLowerCase(Locale.ROOT), what, times));
  }

  public void forget(K owner) {
    perOwner.remove(owner);
  }

  /** Uses up one time of the first order that fits. */
  public Optional<T> next(K owner, String name) {
    Iterator<Order<T>> list = perOwner.getOrDefault(owner, List.of()).iterator();
    while (list.hasNext()) {
      Order<T> order = list.next();
      if (order.name.isEmpty() || order.name.equals(name.toLowerCase(Locale.ROOT))) {
        if (--order.times <= 0) {
          list.remove();
        }
        return Optional.of(order.what);
      }
    }
    return Optional.empty();
  }
}
