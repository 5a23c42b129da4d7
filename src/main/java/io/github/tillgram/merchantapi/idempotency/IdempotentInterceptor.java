package io.github.tillgram.merchantapi.idempotency;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Stands around what {@link Idempotent} marks, and outside its transaction. */
@Idempotent
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
class IdempotentInterceptor {

  /** The commit is fenced, so an attempt that takes longer does no harm. */
  private static final Duration LEASE = Duration.ofSeconds(15);

  /** Longer than all calls that a request makes, each of which has its own limit. */
  private static final Duration LEASE_OUTSIDE = Duration.ofSeconds(120);

  private final AnswerOnce answers;
  private final RequestDigest digests;
  private final Household caller;
  private final RoutingContext routing;

  IdempotentInterceptor(
      AnswerOnce answers, RequestDigest digests, Household caller, RoutingContext routing) {
    this.answers = answers;
    this.digests = digests;
    this.caller = caller;
    this.routing = routing;
  }

  @AroundInvoke
  Object around(InvocationContext call) throws Exception {
    Optional<String> key = KeyHeader.read(routing.request().headers().getAll(KeyHeader.NAME));
    if (key.isEmpty()) {
      return call.proceed();
    }
    Idempotent how = call.getMethod().getAnnotation(Idempotent.class);
    boolean outside = how.outside();
    return digests
        .of(call.getParameters())
        .map(digest -> how.personal() ? digests.of(digest, caller.actor()) : digest)
        .map(digest -> request(key.get(), digest, outside ? LEASE_OUTSIDE : LEASE))
        .chain(
            request ->
                outside
                    ? answers.outside(request, proceed(call))
                    : answers.inTransaction(request, proceed(call)));
  }

  private KeyedRequest request(String key, String digest, Duration lease) {
    HttpServerRequest request = routing.request();
    return new KeyedRequest(
        caller.household(), request.method().name(), request.path(), key, digest, lease);
  }

  private static Supplier<Uni<?>> proceed(InvocationContext call) {
    return () -> {
      try {
        return (Uni<?>) call.proceed();
      } catch (Exception failure) {
        return Uni.createFrom().failure(failure);
      }
    };
  }
}
