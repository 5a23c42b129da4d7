package io.github.tillgram.security;

/** Who may call an endpoint of our own API. */
public final class Roles {

  /** Whoever presents the key in {@code TILLGRAM_ADMIN_KEY}. */
  public static final String OPERATOR = "operator";

  /** A merchant's back end with an API key. */
  public static final String MERCHANT = "merchant";

  private Roles() {}
}
