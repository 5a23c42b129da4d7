package io.github.tillgram.observability;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lets what is done later belong to the trace of what caused it, whoever does it. Between the two
 * the trace is one word, a {@code traceparent} as W3C Trace Context writes it.
 */
@ApplicationScoped
public class Traces {

  private static final String TRACE_PARENT = "traceparent";
  private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

  private static final TextMapGetter<String> ONLY_TRACE_PARENT =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String traceParent) {
          return List.of(TRACE_PARENT);
        }

        @Override
        public String get(String traceParent, String key) {
          return key.equals(TRACE_PARENT) ? traceParent : null;
        }
      };

  private final Tracer tracer;
  private final boolean on;

  Traces(Tracer tracer, TracesConfig config) {
    this.tracer = tracer;
    this.on = config.url().isPresent();
  }

  /** The word for what goes on now, if it is traced. */
  public Optional<String> current() {
    if (!on || !Span.current().getSpanContext().isValid()) {
      return Optional.empty();
    }
    Map<String, String> words = new HashMap<>();
    W3C.inject(Context.current(), words, Map::put);
    return Optional.ofNullable(words.get(TRACE_PARENT));
  }

  /**
   * Does work as a part of an earlier trace, or of a new one. Must be called on a context of the
   * work's own, which keeps the trace for all that the work calls.
   *
   * @param name says what is done, in few words; names no one
   */
  public <T> Uni<T> follow(
      Optional<String> traceParent,
      String name,
      Map<String, String> facts,
      Supplier<Uni<? extends T>> work) {
    if (!on) {
      return Uni.createFrom().deferred(work);
    }
    SpanBuilder begin =
        tracer
            .spanBuilder(name)
            .setSpanKind(SpanKind.CONSUMER)
            .setParent(traceParent.map(Traces::read).orElseGet(Context::root));
    facts.forEach(begin::setAttribute);
    Span span = begin.startSpan();
    Scope scope = span.makeCurrent();
    return Uni.createFrom()
        .deferred(work)
        .onFailure()
        .invoke(failure -> span.setStatus(StatusCode.ERROR))
        .onTermination()
        .invoke(
            () -> {
              span.end();
              scope.close();
            });
  }

  private static Context read(String traceParent) {
    return W3C.extract(Context.root(), traceParent, ONLY_TRACE_PARENT);
  }
}
