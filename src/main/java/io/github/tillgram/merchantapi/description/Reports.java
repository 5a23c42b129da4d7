package io.github.tillgram.merchantapi.description;

import io.github.tillgram.problem.ProblemType;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The problems of an operation that its status alone does not tell: those of Telegram and A-Pay,
 * whom it asks.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Reports {

  ProblemType[] value();
}
