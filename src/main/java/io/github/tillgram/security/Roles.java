package io.github.tillgram.security;

/**
 * Who may call an endpoint of our own API: the operator, or a merchant's back end with a key that
 * has the scope of this name.
 */
public final class Roles {

  /** Whoever presents the key in {@code TILLGRAM_ADMIN_KEY}. */
  public static final String OPERATOR = "operator";

  public static final String READ = "read";
  public static final String WRITE = "write";
  public static final String REFUND = "refund";
  public static final String MANAGE = "manage";

  private Roles() {}
}
