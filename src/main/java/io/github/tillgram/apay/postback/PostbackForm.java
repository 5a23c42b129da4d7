package io.github.tillgram.apay.postback;

/** In which form of its transactions the signature of a postback was right. */
enum PostbackForm {
  /** The bytes as they came. */
  RAW,
  /** As PHP would have written them. */
  LEXICAL
}
