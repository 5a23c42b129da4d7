package io.github.tillgram.telegram.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.security.Secret;
import org.junit.jupiter.api.Test;

/** Which of Telegram's server farms a call goes to. */
class BotCredentialsTest {

  private static final Secret TOKEN = Secret.of("1000001:sandbox-merchant-bot-token-0000001");

  @Test
  void aBotOfTheTestServersIsCalledThereWhateverTheMethod() {
    assertThat(new BotCredentials(TOKEN, true).path()).isEqualTo(TOKEN.reveal() + "/test");
    assertThat(new BotCredentials(TOKEN, false).path()).isEqualTo(TOKEN.reveal());
  }
}
