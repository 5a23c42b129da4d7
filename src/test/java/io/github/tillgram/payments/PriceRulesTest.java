package io.github.tillgram.payments;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.invoice.PriceLine;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriceRulesTest {

  @Test
  void pricesAreSummedWithDiscounts() {
    assertThat(PriceRules.sum(prices(1500, -250, 0))).contains(1250L);
    assertThat(PriceRules.sum(prices(Long.MAX_VALUE, Long.MIN_VALUE))).contains(-1L);
  }

  @Test
  void aSumThatDoesNotFitIsNoneAndNeverWraps() {
    assertThat(PriceRules.sum(prices(Long.MAX_VALUE, 1))).isEmpty();
    assertThat(PriceRules.sum(prices(Long.MIN_VALUE, -1))).isEmpty();
    assertThat(PriceRules.sum(prices(Long.MIN_VALUE, Long.MIN_VALUE, 1250))).isEmpty();
  }

  private static List<PriceLine> prices(long... amounts) {
    return Arrays.stream(amounts).mapToObj(amount -> new PriceLine("Tea", amount)).toList();
  }
}
