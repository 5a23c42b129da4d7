package io.github.tillgram.apay.deposit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfirmationRuleTest {

  @Test
  void asksFromTheAmountOnAndForNoOtherCurrency() {
    ConfirmationRule rule = ConfirmationRule.parse("INR:500000, PKR:1000000");

    assertThat(rule.asks("INR", 499_999)).isFalse();
    assertThat(rule.asks("INR", 500_000)).isTrue();
    assertThat(rule.asks("PKR", 999_999)).isFalse();
    assertThat(rule.asks("BDT", Long.MAX_VALUE)).isFalse();
    assertThat(ConfirmationRule.parse("").asks("INR", Long.MAX_VALUE)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"INR", "INR:", "INR:0", "INR:-1", "INR:1.5", "XXX:5", "INR:1,INR:2", ","})
  void saysWhatCannotBeRead(String setting) {
    assertThatThrownBy(() -> ConfirmationRule.parse(setting))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("null");
  }
}
