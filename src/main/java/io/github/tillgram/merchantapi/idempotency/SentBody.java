package io.github.tillgram.merchantapi.idempotency;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/** What came as the body of the request, as a digest. */
@RequestScoped
class SentBody {

  private String digest;

  Optional<String> digest() {
    return Optional.ofNullable(digest);
  }

  void read(byte[] bytes) {
    digest = BodyDigest.of(bytes);
  }
}
