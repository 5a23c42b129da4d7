package io.github.tillgram.apay.deposit;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Which deposits are not credited on A-Pay's word alone. */
@ConfigMapping(prefix = "tillgram.apay")
public interface ConfirmationConfig {

  /**
   * From which amounts on A-Pay is asked once more before a deposit is credited: {@code INR:500000}
   * for deposits of 5,000.00 rupees and more, and so on for other currencies, with commas between
   * them. Nothing is asked for currencies that are not named.
   */
  Optional<String> confirmFrom();
}
