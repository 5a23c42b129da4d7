package io.github.tillgram.observability;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.inject.Singleton;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Keeps addresses out of traces: a call of the Bot API names the bot's token in its path, a webhook
 * the bot's key, and a query what a merchant looks for. The route says where a request went; of its
 * address the first step stays. Events hold messages of failures, which repeat addresses, so {@code
 * application.properties} allows none.
 */
@Singleton
class TraceRedaction implements SpanProcessor {

  private static final AttributeKey<String> URL_FULL = AttributeKey.stringKey("url.full");
  private static final AttributeKey<String> URL_PATH = AttributeKey.stringKey("url.path");
  private static final AttributeKey<String> URL_QUERY = AttributeKey.stringKey("url.query");

  private static final String HIDDEN = "***";
  private static final Pattern BOT_WITH_TOKEN = Pattern.compile("/bot[^/?#]+");
  private static final Pattern QUERY = Pattern.compile("[?#].*");

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    redact(span, URL_FULL, TraceRedaction::withoutToken);
    redact(span, URL_PATH, TraceRedaction::firstStep);
    redact(span, URL_QUERY, query -> HIDDEN);
  }

  static String withoutToken(String url) {
    String address = QUERY.matcher(url).replaceFirst("");
    return BOT_WITH_TOKEN.matcher(address).replaceAll("/bot" + HIDDEN);
  }

  static String firstStep(String path) {
    int end = path.indexOf('/', 1);
    return withoutToken(end < 0 ? path : path.substring(0, end + 1) + HIDDEN);
  }

  private static void redact(
      ReadWriteSpan span, AttributeKey<String> key, UnaryOperator<String> change) {
    String value = span.getAttribute(key);
    if (value != null) {
      span.setAttribute(key, change.apply(value));
    }
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    // a span has its address from the start
  }

  @Override
  public boolean isEndRequired() {
    return false;
  }
}
