package io.github.tillgram.apay.postback;

import io.micrometer.core.instrument.Timer;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Does not wait for a body that says itself that it is too large. */
class RefuseLargePostbacks {

  private final PostbackMeters meters;

  RefuseLargePostbacks(PostbackMeters meters) {
    this.meters = meters;
  }

  /** Nothing to answer, unless the body is announced as too large. */
  @ServerRequestFilter
  @WithinPostbackSize
  Response refuse(ContainerRequestContext request) {
    if (request.getLength() <= PostbackBody.MOST_BYTES) {
      return null;
    }
    Timer.Sample sample = meters.start();
    meters.record(sample, Refusal.TOO_LARGE.outcome());
    return PostbackAnswer.to(new PostbackRefused(Refusal.TOO_LARGE));
  }
}
