package io.github.tillgram.webhook;

import io.github.tillgram.security.CallerAddress;
import io.github.tillgram.security.FailedAuthentications;
import io.github.tillgram.security.FailedAuthentications.Proof;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Response;
import java.net.InetAddress;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Turns strangers away before a byte of what they bring is read or looked up. */
class RefuseOtherSenders {

  private final CallerAddress callers;
  private final FailedAuthentications failures;
  private final AllowedSenders allowed;

  RefuseOtherSenders(CallerAddress callers, FailedAuthentications failures, WebhookConfig config) {
    this.callers = callers;
    this.failures = failures;
    this.allowed = AllowedSenders.of(config);
  }

  /** Nothing to answer, unless the sender is a stranger. */
  @ServerRequestFilter(priority = Priorities.AUTHENTICATION - 1)
  @FromAllowedSenders
  Response refuse(HttpServerRequest request) {
    InetAddress sender = callers.of(request);
    if (allowed.contain(sender)) {
      return null;
    }
    failures.note(Proof.WEBHOOK_ADDRESS, sender);
    return Response.status(Response.Status.FORBIDDEN).build();
  }
}
