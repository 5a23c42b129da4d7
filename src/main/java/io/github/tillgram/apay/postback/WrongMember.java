package io.github.tillgram.apay.postback;

/** A member of a transaction is not what A-Pay documents. Says which, and never its value. */
final class WrongMember extends RuntimeException {

  private static final long serialVersionUID = 1L;

  WrongMember(String name, String what) {
    super(name + " " + what, null, false, false);
  }
}
