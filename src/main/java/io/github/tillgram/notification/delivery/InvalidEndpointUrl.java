package io.github.tillgram.notification.delivery;

/** An address that deliveries cannot go to; the message says why and how to mend it. */
public class InvalidEndpointUrl extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidEndpointUrl(String finding) {
    super(finding, null, false, false);
  }
}
