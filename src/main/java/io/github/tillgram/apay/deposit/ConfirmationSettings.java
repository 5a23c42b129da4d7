package io.github.tillgram.apay.deposit;

import io.github.tillgram.startup.SettingsRule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** A bound that cannot be read is told at the start, not by the first large deposit. */
@RegisterForReflection
public final class ConfirmationSettings implements SettingsRule<ConfirmationConfig> {

  @Override
  public Class<ConfirmationConfig> settings() {
    return ConfirmationConfig.class;
  }

  @Override
  public List<String> findings(ConfirmationConfig settings) {
    try {
      ConfirmationRule.parse(settings.confirmFrom().orElse(""));
      return List.of();
    } catch (IllegalArgumentException unreadable) {
      return List.of("TILLGRAM_APAY_CONFIRM_FROM " + unreadable.getMessage());
    }
  }
}
