package io.github.tillgram.merchantapi.idempotency;

import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Takes the digest of a body that came with a key, byte for byte, before it is understood. */
@Provider
@Idempotent
class DigestBody implements ReaderInterceptor {

  private final SentBody sent;

  DigestBody(SentBody sent) {
    this.sent = sent;
  }

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    if (context.getHeaders().containsKey(KeyHeader.NAME)) {
      byte[] body = context.getInputStream().readAllBytes();
      sent.read(body);
      context.setInputStream(new ByteArrayInputStream(body));
    }
    return context.proceed();
  }
}
