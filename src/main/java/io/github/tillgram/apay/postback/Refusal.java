package io.github.tillgram.apay.postback;

import java.util.Locale;

/**
 * Why a postback is not taken, in the order in which it is looked at. Form errors that any sender
 * would have to mend are 400; what only says that he does not know the keys is 401.
 */
enum Refusal {
  TOO_LARGE(413, PostbackOutcome.TOO_LARGE, "Send fewer transactions in one postback."),
  MALFORMED_JSON(400, PostbackOutcome.MALFORMED, "Send one JSON object in UTF-8."),
  DUPLICATE_KEY(400, PostbackOutcome.MALFORMED, "Name each member of an object once."),
  MISSING_ACCESS_KEY(400, PostbackOutcome.MALFORMED, "Send the project's access_key."),
  MISSING_SIGNATURE(401, PostbackOutcome.BAD_SIGNATURE, "Send the signature."),
  MISSING_TRANSACTIONS(400, PostbackOutcome.MALFORMED, "Send the array transactions."),
  BAD_SIGNATURE_FORMAT(
      401,
      PostbackOutcome.BAD_SIGNATURE,
      "The signature is a string of 40 hexadecimal digits in lower case."),
  UNKNOWN_ADDRESS(
      404, PostbackOutcome.UNKNOWN_KEY, "Correct the URL: no project has this address."),
  WRONG_ACCESS_KEY(
      401,
      PostbackOutcome.UNKNOWN_KEY,
      "Connect the project with its current keys: no project here has this access_key."),
  TRANSACTIONS_NOT_AN_ARRAY(400, PostbackOutcome.MALFORMED, "transactions must be an array."),
  BAD_SIGNATURE(
      401,
      PostbackOutcome.BAD_SIGNATURE,
      "The signature must be sha1(access_key + private_key + md5(transactions as sent)); connect"
          + " the project with its current keys, and let no proxy rewrite the body."),
  EMPTY_TRANSACTIONS(400, PostbackOutcome.MALFORMED, "Send at least one transaction."),
  TRANSACTION_NOT_AN_OBJECT(
      400, PostbackOutcome.MALFORMED, "Each of the transactions must be an object.");

  private final int status;
  private final PostbackOutcome outcome;
  private final String remedy;

  Refusal(int status, PostbackOutcome outcome, String remedy) {
    this.status = status;
    this.outcome = outcome;
    this.remedy = remedy;
  }

  int status() {
    return status;
  }

  PostbackOutcome outcome() {
    return outcome;
  }

  /** How to mend it. */
  String remedy() {
    return remedy;
  }

  /** A stable name for programs. */
  String reason() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the signature was right: what is wrong is A-Pay's, and not a stranger's. */
  boolean isSigned() {
    return this == EMPTY_TRANSACTIONS || this == TRANSACTION_NOT_AN_OBJECT;
  }
}
