package io.github.tillgram.security;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What a merchant's key may be for. None includes another. */
public enum Scope {
  /** Looks at everything but keys. */
  @JsonProperty(Roles.READ)
  READ(Roles.READ),

  /** Creates invoices and what else is sold, sends, cancels. */
  @JsonProperty(Roles.WRITE)
  WRITE(Roles.WRITE),

  /** Decides about money that was received: gives it back, counts what is held. */
  @JsonProperty(Roles.REFUND)
  REFUND(Roles.REFUND),

  /** Changes how the merchant is connected: bots, A-Pay projects, keys. */
  @JsonProperty(Roles.MANAGE)
  MANAGE(Roles.MANAGE);

  private final String role;

  Scope(String role) {
    this.role = role;
  }

  public static Set<Scope> all() {
    return EnumSet.allOf(Scope.class);
  }

  /** The scope that gives a role; the operator's comes with none. */
  public static Optional<Scope> ofRole(String role) {
    return Arrays.stream(values()).filter(scope -> scope.role.equals(role)).findFirst();
  }

  /** Whoever has the scope has this role. */
  String role() {
    return role;
  }

  /** As it is spelled outside. */
  @Override
  public String toString() {
    return role;
  }
}
