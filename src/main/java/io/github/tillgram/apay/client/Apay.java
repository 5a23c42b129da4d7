package io.github.tillgram.apay.client;

import io.github.tillgram.observability.Meters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.client.api.ClientMultipartForm;

/**
 * Calls A-Pay for a project. Every failure is an {@link ApayFailure}; nothing is retried here,
 * because only the caller knows whether a call may be repeated.
 */
@ApplicationScoped
public class Apay {

  /** The outcome of a call that did what it was asked. */
  private static final String OK = "ok";

  private static final Logger LOG = Logger.getLogger(Apay.class);

  private final ApayApi api;
  private final MeterRegistry meters;

  Apay(@RestClient ApayApi api, MeterRegistry meters) {
    this.api = api;
    this.meters = meters;
  }

  /** Each call is there from the start, so that the first one of a process counts as one. */
  void register(@Observes StartupEvent event) {
    Stream.of(ApayCall.values()).forEach(call -> timer(call, OK));
  }

  /** The ways to pay that are connected to the project and switched on. */
  public Uni<List<PaymentSystem>> paymentSystems(ApayAccess project) {
    return call(
        ApayCall.PAYMENT_SYSTEMS_INFO,
        api.paymentSystemsInfo(project.apiKey().reveal(), project.projectId()),
        Answer::paymentSystems);
  }

  /**
   * Has a page made. After {@link ApayFailure.Unanswered} there may be one, though nobody knows its
   * address; {@link #deposit} tells by our own id of the transaction.
   */
  public Uni<PaymentPage> createPaymentPage(ApayAccess project, CreatePaymentPage page) {
    return call(
        ApayCall.CREATE_PAYMENT_PAGE,
        api.createPaymentPage(project.apiKey().reveal(), project.projectId(), page),
        answer -> new PaymentPage(answer.required("url"), answer.required("order_id")));
  }

  /** What A-Pay says of an order now. An order that it does not know is refused. */
  public Uni<DepositInfo> deposit(
      ApayAccess project, Optional<String> orderId, Optional<String> customTransactionId) {
    return call(
        ApayCall.DEPOSIT_INFO,
        api.depositInfo(
            project.apiKey().reveal(),
            project.projectId(),
            orderId.orElse(null),
            customTransactionId.orElse(null)),
        DepositInfo::of);
  }

  /**
   * Has A-Pay's people look for a payment.
   *
   * @param description what they should know, or empty
   */
  public Uni<LostTransaction> createLostTransaction(
      ApayAccess project, String orderId, String description, List<ProofFile> proof) {
    ClientMultipartForm form = ClientMultipartForm.create().attribute(ApayApi.ORDER, orderId, null);
    if (!description.isEmpty()) {
      form.attribute("description", description, null);
    }
    proof.forEach(
        file ->
            form.binaryFileUpload(
                "file", file.name(), file.content().toString(), file.contentType()));
    return call(
        ApayCall.CREATE_LOST_TRANSACTION,
        api.createLostTransaction(project.apiKey().reveal(), project.projectId(), form),
        Apay::lostTransaction);
  }

  public Uni<LostTransaction> lostTransaction(ApayAccess project, String orderId) {
    return call(
        ApayCall.LOST_TRANSACTION_INFO,
        api.lostTransactionInfo(project.apiKey().reveal(), project.projectId(), orderId),
        Apay::lostTransaction);
  }

  private static LostTransaction lostTransaction(Answer answer) {
    return new LostTransaction(
        answer.required("status"), answer.optional("description").orElse(""));
  }

  private <T> Uni<T> call(ApayCall call, Uni<Response> request, Function<Answer, T> reading) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Timer.Sample sample = Timer.start(meters);
              return request
                  .map(response -> reading.apply(Answer.of(response.getStatus(), text(response))))
                  .onFailure()
                  .transform(Apay::withoutRequest)
                  .onTermination()
                  .invoke((item, failure, canceled) -> record(sample, call, failure, canceled));
            });
  }

  private static String text(Response response) {
    return response.hasEntity() ? response.readEntity(String.class) : "";
  }

  /** Failures of the transport are replaced, not wrapped: their messages may hold what was sent. */
  private static ApayFailure withoutRequest(Throwable failure) {
    if (failure instanceof ApayFailure) {
      return (ApayFailure) failure;
    }
    LOG.debugf("A call of A-Pay broke: %s", failure.getClass().getName());
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
        return new ApayFailure.NotNow("no connection");
      }
      if (cause instanceof TimeoutException) {
        return new ApayFailure.Unanswered("no answer in time");
      }
    }
    return new ApayFailure.Unanswered("the connection broke");
  }

  private void record(Timer.Sample sample, ApayCall call, Throwable failure, boolean canceled) {
    String outcome =
        canceled ? "canceled" : failure == null ? OK : ((ApayFailure) failure).outcome();
    sample.stop(timer(call, outcome));
  }

  private Timer timer(ApayCall call, String outcome) {
    return Timer.builder(Meters.APAY_CALLS)
        .description("Calls of A-Pay")
        .tag("call", call.wireName())
        .tag("outcome", outcome)
        .register(meters);
  }
}
