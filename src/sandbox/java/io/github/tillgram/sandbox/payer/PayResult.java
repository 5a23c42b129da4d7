package io.github.tillgram.sandbox.payer;

import com.fasterxml.jackson.annotation.JsonInclude;

/** How an attempt to pay ended. Only the payer sees it; the bot learns of PAID alone. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record PayResult(
    Kind result, String errorMessage, String chargeId, String providerChargeId, Long totalAmount) {

  enum Kind {
    PAID,
    DECLINED,
    TIMEOUT,
    FAILED,
    ABANDONED
  }

  static PayResult without(Kind kind, String message) {
    return new PayResult(kind, message, null, null, null);
  }
}
