package io.github.tillgram.notification.delivery;

/** Nothing is put in line for an endpoint that is switched off. */
public final class EndpointOff extends RuntimeException {

  EndpointOff() {
    super("The endpoint is switched off; switch it on first.", null, false, false);
  }
}
