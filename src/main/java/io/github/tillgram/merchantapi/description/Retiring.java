package io.github.tillgram.merchantapi.description;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An operation that will go. Its description says so, and each of its answers carries {@code
 * Deprecation} (RFC 9745) and {@code Sunset} (RFC 8594).
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Retiring {

  /** The day callers were told, such as {@code 2026-12-01}. */
  String since();

  /** The day it goes, a year later or more. */
  String until();

  /** What to call instead, in words. */
  String instead();
}
