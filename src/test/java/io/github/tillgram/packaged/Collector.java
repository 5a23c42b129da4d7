package io.github.tillgram.packaged;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Receives traces as a collector does: OTLP over HTTP. */
final class Collector {

  private final List<Buffer> bodies = new CopyOnWriteArrayList<>();
  private final List<Span> spans = new CopyOnWriteArrayList<>();

  Collector(Vertx vertx, int port) {
    try {
      vertx
          .createHttpServer()
          .requestHandler(
              request ->
                  request
                      .body()
                      .onSuccess(
                          body -> {
                            keep(body);
                            request.response().end();
                          }))
          .listen(port)
          .toCompletionStage()
          .toCompletableFuture()
          .get(10, TimeUnit.SECONDS);
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  List<Span> spans() {
    return spans;
  }

  /** All that arrived, byte by byte, so that nothing in it goes unread. */
  String bytes() {
    StringBuilder all = new StringBuilder();
    bodies.forEach(body -> all.append(body.toString(StandardCharsets.ISO_8859_1)));
    return all.toString();
  }

  private void keep(Buffer body) {
    try {
      bodies.add(body);
      ExportTraceServiceRequest.parseFrom(body.getBytes()).getResourceSpansList().stream()
          .flatMap(resource -> resource.getScopeSpansList().stream())
          .flatMap(scope -> scope.getSpansList().stream())
          .forEach(spans::add);
    } catch (InvalidProtocolBufferException notOtlp) {
      throw new IllegalStateException(notOtlp);
    }
  }
}
