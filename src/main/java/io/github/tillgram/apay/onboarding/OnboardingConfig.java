package io.github.tillgram.apay.onboarding;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long keys and links of A-Pay projects count. */
@ConfigMapping(prefix = "tillgram.apay")
public interface OnboardingConfig {

  /**
   * How long a pair of webhook keys still signs postbacks after another one took its place. A-Pay
   * repeats a postback on a schedule it does not tell, and a day is also how long silent orders are
   * asked about. Not longer, since keys are often changed because somebody leaves who knows them.
   */
  @WithDefault("PT24H")
  Duration formerKeys();

  /** How long a link that opens the provider bot's conversation, and the conversation, live. */
  @WithDefault("PT1H")
  Duration connectLinks();
}
