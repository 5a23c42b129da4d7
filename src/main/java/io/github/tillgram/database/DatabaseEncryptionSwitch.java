package io.github.tillgram.database;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Tells JDBC and both pools the same about encryption: each has settings of its own for it. */
public final class DatabaseEncryptionSwitch implements ConfigSourceInterceptor {

  private static final long serialVersionUID = 1L;

  private static final String CLIENTS = "quarkus.datasource.";
  private static final String URL = "tillgram.database.url";
  private static final String AUTHORITIES = "tillgram.database.ca";

  @Override
  public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
    if (!name.startsWith(CLIENTS)) {
      return context.proceed(name);
    }
    String value = properties(context).get(name);
    return value == null
        ? context.proceed(name)
        : ConfigValue.builder()
            .withName(name)
            .withValue(value)
            .withConfigSourceName(URL + ", " + AUTHORITIES)
            .build();
  }

  @Override
  public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
    Set<String> names = new TreeSet<>(properties(context).keySet());
    context.iterateNames().forEachRemaining(names::add);
    return names.iterator();
  }

  private static Map<String, String> properties(ConfigSourceInterceptorContext context) {
    String authorities = setting(context, AUTHORITIES);
    return DatabaseEncryption.of(setting(context, URL), authorities).properties(authorities);
  }

  private static String setting(ConfigSourceInterceptorContext context, String name) {
    ConfigValue setting = context.proceed(name);
    return setting == null || setting.getValue() == null ? "" : setting.getValue().strip();
  }
}
