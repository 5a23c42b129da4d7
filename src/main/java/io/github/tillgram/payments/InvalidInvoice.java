package io.github.tillgram.payments;

import java.util.List;

/** An order breaks rules of Telegram's or ours; says all of them at once. */
public class InvalidInvoice extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Violation> violations;

  InvalidInvoice(List<Violation> violations) {
    super(violations.size() + " rules broken", null, false, false);
    this.violations = List.copyOf(violations);
  }

  public List<Violation> violations() {
    return violations;
  }
}
