package io.github.tillgram.observability;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;

/**
 * Traces are on if and only if there is somewhere to send them. Where they are off the process is
 * built as if it could not trace, so that nothing is spent on them.
 */
public final class TracesSwitch implements ConfigSourceInterceptor {

  private static final long serialVersionUID = 1L;

  private static final String OFF = "quarkus.otel.sdk.disabled";
  private static final String COLLECTOR = "tillgram.traces.url";

  @Override
  public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
    ConfigValue value = context.proceed(name);
    return value != null && name.equals(OFF) && isSet(context.proceed(COLLECTOR))
        ? value.withValue("false")
        : value;
  }

  private static boolean isSet(ConfigValue collector) {
    return collector != null && collector.getValue() != null && !collector.getValue().isBlank();
  }
}
