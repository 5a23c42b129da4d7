package io.github.tillgram.merchantapi.idempotency;

import io.github.tillgram.database.SessionContexts;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/**
 * Tells one request from another. A JSON body counts byte for byte. Of a form its values count,
 * since the line between its parts is another one each time.
 */
@ApplicationScoped
class RequestDigest {

  private static final byte[] NOTHING = {};

  private final SentBody sent;
  private final RoutingContext routing;
  private final Vertx vertx;

  RequestDigest(SentBody sent, RoutingContext routing, Vertx vertx) {
    this.sent = sent;
    this.routing = routing;
    this.vertx = vertx;
  }

  /**
   * @param parameters of the method that takes the request
   */
  Uni<String> of(Object[] parameters) {
    if (Arrays.stream(parameters).anyMatch(Collection.class::isInstance)) {
      return Uni.createFrom()
          .item(() -> ofForm(parameters))
          .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
          .emitOn(SessionContexts.ofCaller(vertx));
    }
    return sent.digest().map(Uni.createFrom()::item).orElseGet(this::unread);
  }

  /** The same request of somebody else is another one. */
  String of(String request, String actor) {
    return new BodyDigest().addPart(request).addPart(actor).hex();
  }

  /** A method without a body reads none, but a body may have been sent. */
  private Uni<String> unread() {
    HttpServerRequest request = routing.request();
    if (request.isEnded()) {
      return Uni.createFrom().item(BodyDigest.of(NOTHING));
    }
    return Uni.createFrom()
        .emitter(
            emitter -> {
              BodyDigest digest = new BodyDigest();
              request.exceptionHandler(emitter::fail);
              request.handler(part -> digest.add(part.getBytes()));
              request.endHandler(end -> emitter.complete(digest.hex()));
              request.resume();
            });
  }

  private static String ofForm(Object[] parameters) {
    BodyDigest digest = new BodyDigest();
    for (Object parameter : parameters) {
      List<?> values =
          parameter instanceof Collection
              ? List.copyOf((Collection<?>) parameter)
              : Arrays.asList(parameter);
      digest.addPart(String.valueOf(values.size()));
      values.forEach(value -> add(value, digest));
    }
    return digest.hex();
  }

  private static void add(Object value, BodyDigest digest) {
    if (!(value instanceof FileUpload)) {
      digest.addPart(String.valueOf(value));
      return;
    }
    FileUpload file = (FileUpload) value;
    digest.addPart(String.valueOf(file.fileName())).addPart(String.valueOf(file.contentType()));
    try {
      digest.addPart(BodyDigest.of(Files.readAllBytes(file.uploadedFile())));
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
