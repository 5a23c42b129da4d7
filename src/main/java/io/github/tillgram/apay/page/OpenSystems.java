package io.github.tillgram.apay.page;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.tillgram.apay.client.Apay;
import io.github.tillgram.apay.client.PaymentSystem;
import io.github.tillgram.apay.onboarding.ApayProject;
import io.github.tillgram.database.SessionContexts;
import io.github.tillgram.invoice.Invoice;
import io.github.tillgram.money.MajorUnits;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The payment systems of projects that take money now. A-Pay recommends to ask for them every five
 * minutes; whoever needs them meanwhile gets the last answer. An answer that failed is not kept.
 */
@ApplicationScoped
class OpenSystems {

  private static final Duration FRESH = Duration.ofMinutes(5);
  private static final long MOST_PROJECTS = 10_000;

  private final Apay apay;
  private final Accounts accounts;
  private final Vertx vertx;
  private final AsyncCache<UUID, List<PaymentSystem>> systems =
      Caffeine.newBuilder().expireAfterWrite(FRESH).maximumSize(MOST_PROJECTS).buildAsync();

  OpenSystems(Apay apay, Accounts accounts, Vertx vertx) {
    this.apay = apay;
    this.accounts = accounts;
    this.vertx = vertx;
  }

  /**
   * What keeps a payer from paying the invoice now, in words for its merchant. Fails with an {@link
   * io.github.tillgram.apay.client.ApayFailure} when A-Pay does not say.
   */
  Uni<Optional<String>> obstacle(ApayProject project, Invoice invoice) {
    BigDecimal amount = MajorUnits.write(invoice.total(), invoice.currency());
    List<String> wanted = invoice.terms().paymentSystems();
    return of(project)
        .map(
            open ->
                open.stream()
                    .filter(system -> wanted.isEmpty() || wanted.contains(system.name()))
                    .anyMatch(system -> system.takes(amount, invoice.currency())))
        .map(
            payable ->
                payable
                    ? Optional.empty()
                    : Optional.of(
                        "no payment system of the A-Pay project takes "
                            + amount.toPlainString()
                            + " "
                            + invoice.currency()
                            + " now; see its limits at A-Pay"));
  }

  /** Whoever waits for the answer that another asked for goes on in a context of his own. */
  private Uni<List<PaymentSystem>> of(ApayProject project) {
    CompletableFuture<List<PaymentSystem>> found =
        systems.get(
            project.id(),
            (id, executor) ->
                apay.paymentSystems(accounts.of(project))
                    .subscribeAsCompletionStage()
                    .toCompletableFuture());
    Uni<List<PaymentSystem>> answer =
        Uni.createFrom().completionStage(found.copy()).onFailure().transform(OpenSystems::cause);
    return found.isDone() ? answer : answer.emitOn(SessionContexts.ofCaller(vertx));
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
