package io.github.tillgram.apay.postback;

import io.github.tillgram.observability.Actor;
import io.github.tillgram.security.CallerAddress;
import io.github.tillgram.security.FailedAuthentications;
import io.github.tillgram.security.FailedAuthentications.Proof;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.InetAddress;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.Cancellable;

/**
 * The door for A-Pay. Who sends is known by the signature in the body, so all of it is read first,
 * as bytes. What was begun is ended although the caller hung up: its transaction is under way, and
 * the permit goes with it.
 */
@Cancellable(false)
@Path(PostbackResource.PATH)
@PermitAll
@WithinPostbackSize
public class PostbackResource {

  static final String PATH = "/apay/deposit/postback";

  private static final Logger LOG = Logger.getLogger(PostbackResource.class);
  private static final String PROJECT_KEY = "projectKey";

  private final ReceivePostback postbacks;
  private final PostbackMeters meters;
  private final CallerAddress callers;
  private final FailedAuthentications failures;

  PostbackResource(
      ReceivePostback postbacks,
      PostbackMeters meters,
      CallerAddress callers,
      FailedAuthentications failures) {
    this.postbacks = postbacks;
    this.meters = meters;
    this.callers = callers;
    this.failures = failures;
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "receivePostback",
      summary = "Receives results of deposits from A-Pay",
      description =
          "Called by A-Pay only. The project is found by its access key; the signature over the"
              + " transactions decides. 200 means that everything in it is stored, also failed,"
              + " repeated and unknown orders.")
  @RequestBody(
      description = "access_key, signature and transactions, as A-Pay documents them",
      content =
          @Content(mediaType = "application/json", schema = @Schema(type = SchemaType.OBJECT)))
  @APIResponse(responseCode = "200", description = "Stored; A-Pay forgets the postback")
  @APIResponse(responseCode = "400", description = "Not the documented JSON; the body says where")
  @APIResponse(responseCode = "401", description = "The access key or the signature is wrong")
  @APIResponse(responseCode = "413", description = "The body is larger than 256 KiB")
  @APIResponse(responseCode = "503", description = "Not now; A-Pay repeats the postback")
  public Uni<Response> receive(@Context HttpServerRequest request, byte[] body) {
    return answer(request, body, Optional.empty());
  }

  @POST
  @Path("{" + PROJECT_KEY + "}")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "receiveProjectPostback",
      summary = "Receives results of one project's deposits from A-Pay",
      description = "Like the address without a key, but only that project's keys are tried.")
  @RequestBody(
      description = "access_key, signature and transactions, as A-Pay documents them",
      content =
          @Content(mediaType = "application/json", schema = @Schema(type = SchemaType.OBJECT)))
  @APIResponse(responseCode = "200", description = "Stored; A-Pay forgets the postback")
  @APIResponse(responseCode = "400", description = "Not the documented JSON; the body says where")
  @APIResponse(responseCode = "401", description = "The access key or the signature is wrong")
  @APIResponse(responseCode = "404", description = "No project has this address")
  @APIResponse(responseCode = "413", description = "The body is larger than 256 KiB")
  @APIResponse(responseCode = "503", description = "Not now; A-Pay repeats the postback")
  @Parameter(name = PROJECT_KEY, in = ParameterIn.PATH, description = "Names the project")
  public Uni<Response> receive(
      @Context HttpServerRequest request, @PathParam(PROJECT_KEY) String projectKey, byte[] body) {
    return answer(request, body, Optional.of(projectKey));
  }

  private Uni<Response> answer(
      HttpServerRequest request, byte[] body, Optional<String> projectKey) {
    Timer.Sample sample = meters.start();
    Actor.is(Actor.APAY);
    InetAddress sender = callers.of(request);
    boolean suspect = failures.isLimited(Proof.POSTBACK_SIGNATURE, sender);
    return postbacks
        .receive(body, projectKey, suspect)
        .invoke(outcome -> meters.record(sample, outcome))
        .map(PostbackAnswer::to)
        .onFailure(PostbackRefused.class)
        .recoverWithItem(refused -> refuse((PostbackRefused) refused, sample, sender));
  }

  /** Says in full what is wrong, however often: the next sender of the address may be A-Pay. */
  private Response refuse(PostbackRefused refused, Timer.Sample sample, InetAddress sender) {
    Refusal refusal = refused.refusal();
    meters.record(sample, refusal.outcome());
    if (refusal.isSigned()) {
      LOG.warnf("A rightly signed postback cannot be taken: %s", refusal.reason());
    } else {
      failures.note(Proof.POSTBACK_SIGNATURE, sender);
    }
    return PostbackAnswer.to(refused);
  }
}
