package io.github.tillgram.invoice;

import java.util.List;

/**
 * What a payer may add.
 *
 * @param max the most, in the smallest unit; 0 for no tips
 * @param suggested at most four amounts, increasing, none above {@code max}
 */
public record Tip(long max, List<Long> suggested) {

  public static final Tip NONE = new Tip(0, List.of());

  public Tip {
    suggested = List.copyOf(suggested);
  }
}
