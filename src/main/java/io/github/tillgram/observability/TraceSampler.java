package io.github.tillgram.observability;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Which traces are kept. None begins with a call to somebody else: a statement without a cause is
 * the outbox being looked at, four times a second, or a gauge. None begins with an outbox row
 * either, which then was written by a scheduled round. Callers do not decide; what the outbox
 * carries on is decided alike, since it goes by the trace's id.
 */
@Singleton
class TraceSampler implements Sampler {

  private final Sampler share;

  TraceSampler(TracesConfig config) {
    Sampler ratio = Sampler.traceIdRatioBased(config.percent() / 100.0);
    this.share =
        Sampler.parentBasedBuilder(ratio)
            .setRemoteParentSampled(ratio)
            .setRemoteParentNotSampled(ratio)
            .build();
  }

  @Override
  public SamplingResult shouldSample(
      Context parent,
      String traceId,
      String name,
      SpanKind kind,
      Attributes attributes,
      List<LinkData> links) {
    boolean begins = !Span.fromContext(parent).getSpanContext().isValid();
    return begins && (kind == SpanKind.CLIENT || kind == SpanKind.CONSUMER)
        ? SamplingResult.drop()
        : share.shouldSample(parent, traceId, name, kind, attributes, links);
  }

  @Override
  public String getDescription() {
    return "NoLonelyCalls{" + share.getDescription() + "}";
  }
}
