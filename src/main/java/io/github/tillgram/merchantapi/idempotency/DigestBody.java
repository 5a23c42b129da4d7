package io.github.tillgram.merchantapi.idempotency;

import io.quarkus.arc.NoClassInterceptors;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Takes the digest of a body that came with a key, byte for byte, before it is understood. */
@Provider
@ConstrainedTo(RuntimeType.SERVER)
@Idempotent
class DigestBody implements ReaderInterceptor {

  private final SentBody sent;

  DigestBody(SentBody sent) {
    this.sent = sent;
  }

  /** The annotation binds this to the methods; around itself nothing is done once. */
  @Override
  @NoClassInterceptors
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    if (context.getHeaders().containsKey(KeyHeader.NAME)) {
      byte[] body = context.getInputStream().readAllBytes();
      sent.read(body);
      context.setInputStream(new ByteArrayInputStream(body));
    }
    return context.proceed();
  }
}
