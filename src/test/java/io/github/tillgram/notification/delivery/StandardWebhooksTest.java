package io.github.tillgram.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.github.tillgram.security.Secret;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandardWebhooksTest {

  private static final String ID = "0198-evt";
  private static final String BODY = "{\"type\":\"invoice.paid\",\"data\":{\"title\":\"चाय ☕\"}}";

  private final Instant now = Instant.now();

  @Test
  void theSignatureIsTheOneComputedByHand() {
    String signature =
        StandardWebhooks.sign(
            "evt_1",
            Instant.parse("2026-01-01T00:00:00.999Z"),
            "{\"type\":\"invoice.paid\"}".getBytes(StandardCharsets.UTF_8),
            List.of(Secret.of("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")));

    assertThat(signature).isEqualTo("v1,XHAgrGZLN0pvrlp/Bh8Uc2y1AQT1jH1aWUrNzX/n8KI=");
  }

  @Test
  void aReceiverWithTheIndependentLibraryBelievesUs() {
    Secret secret = StandardWebhooks.newSecret();

    assertThatCode(() -> verify(secret, BODY, sign(List.of(secret)))).doesNotThrowAnyException();
    assertThatThrownBy(() -> verify(secret, BODY + " ", sign(List.of(secret))))
        .isInstanceOf(WebhookVerificationException.class);
    assertThatThrownBy(() -> verify(StandardWebhooks.newSecret(), BODY, sign(List.of(secret))))
        .isInstanceOf(WebhookVerificationException.class);
  }

  @Test
  void whileSecretsRotateBothReceiversBelieveUs() {
    Secret old = StandardWebhooks.newSecret();
    Secret next = StandardWebhooks.newSecret();
    String signatures = sign(List.of(next, old));

    assertThat(signatures.split(" ")).hasSize(2).allMatch(one -> one.startsWith("v1,"));
    assertThatCode(() -> verify(old, BODY, signatures)).doesNotThrowAnyException();
    assertThatCode(() -> verify(next, BODY, signatures)).doesNotThrowAnyException();
  }

  @Test
  void everySecretIsAnotherAndHas32Bytes() {
    Secret secret = StandardWebhooks.newSecret();

    assertThat(secret.reveal()).startsWith("whsec_");
    assertThat(Base64.getDecoder().decode(secret.reveal().substring(6))).hasSize(32);
    assertThat(StandardWebhooks.newSecret()).isNotEqualTo(secret);
  }

  private String sign(List<Secret> secrets) {
    return StandardWebhooks.sign(ID, now, BODY.getBytes(StandardCharsets.UTF_8), secrets);
  }

  private void verify(Secret secret, String body, String signatures)
      throws WebhookVerificationException {
    HttpHeaders headers =
        HttpHeaders.of(
            Map.of(
                "webhook-id", List.of(ID),
                "webhook-timestamp", List.of(String.valueOf(now.getEpochSecond())),
                "webhook-signature", List.of(signatures)),
            (name, value) -> true);
    new Webhook(secret.reveal()).verify(body, headers);
  }
}
