package io.github.tillgram.apay.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialScanTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demoapikey0000000000000000000001",
        "demoapikey000000000000000000001",
        "here it is: DEMOAPIKEY0000000000000000000001, thanks",
        "abcdefghijklmnopqrstuvwxyzabcdef",
        "demoapi\u200Bkey00000\u00AD00000",
        "a\nb\ndemoapikey0000000000000000000001",
        "apikey: x",
        "Webhook Private Key = secret",
        "**access key**: x",
        "1877036958:LIVE:abcdef0123456789ab"
      })
  void keysAreSuspectedWholeOrInPart(String text) {
    assertThat(CredentialScan.suspects(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Hello, how do I get a link?",
        "1234567",
        "Where is the api key?",
        "Rechtsschutzversicherung",
        "0198f3a0-0000-7000-8000-000000000001"
      })
  void ordinaryWordsAreNot(String text) {
    assertThat(CredentialScan.suspects(text)).isFalse();
  }

  @Test
  void nothingIsNoKey() {
    assertThat(CredentialScan.suspects(null)).isFalse();
  }
}
