package io.github.tillgram.merchantapi.idempotency;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A POST that may come with an {@code Idempotency-Key}: what it does is then done once, and its
 * first answer is kept and repeated. Without the header nothing changes.
 */
@NameBinding
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Idempotent {

  /**
   * Whether the method calls others, or commits parts of its work by itself. Then no transaction is
   * put around it, and it must be possible to run it again after a crash in the middle: what it
   * creates has the id that {@link Effect} names.
   */
  @Nonbinding
  boolean outside() default false;

  /**
   * Whether the answer is for nobody but whoever asked first, by the API key he asks with: it holds
   * what another key of the same merchant must not have.
   */
  @Nonbinding
  boolean personal() default false;
}
