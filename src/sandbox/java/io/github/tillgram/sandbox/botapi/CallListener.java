package io.github.tillgram.sandbox.botapi;

/**
 * Whoever wants to see the calls as they come in, before anything is made of them. Found as a
 * service, so that tests can look on.
 */
public interface CallListener {

  /** A call as it was sent; the token is left out. */
  record Request(String method, boolean testServers, String userAgent, byte[] body) {}

  /** On the event loop of the request. */
  void called(Request request);
}
