package io.github.tillgram.merchantapi;

import io.github.tillgram.apay.onboarding.ApayProject;
import io.github.tillgram.apay.onboarding.ApayProjectRepository;
import io.github.tillgram.apay.onboarding.ConnectLinks;
import io.github.tillgram.apay.onboarding.ConnectProject;
import io.github.tillgram.apay.onboarding.ConnectedProject;
import io.github.tillgram.apay.onboarding.Connection;
import io.github.tillgram.apay.onboarding.PostbackAddress;
import io.github.tillgram.apay.onboarding.ShowProjects;
import io.github.tillgram.merchant.BotEnvironment;
import io.github.tillgram.merchantapi.idempotency.Idempotent;
import io.github.tillgram.problem.ProblemException;
import io.github.tillgram.problem.ProblemType;
import io.github.tillgram.security.Roles;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** A merchant's projects at A-Pay. */
@Cancellable(false)
@Path("/api/v1/apay-projects")
@Tag(name = "A-Pay projects")
public class ApayProjectResource {

  private final Caller caller;
  private final ApayProjectRepository projects;
  private final ConnectProject connectProject;
  private final ShowProjects shown;
  private final ConnectLinks links;
  private final PostbackAddress postbacks;

  ApayProjectResource(
      Caller caller,
      ApayProjectRepository projects,
      ConnectProject connectProject,
      ShowProjects shown,
      ConnectLinks links,
      PostbackAddress postbacks) {
    this.caller = caller;
    this.projects = projects;
    this.connectProject = connectProject;
    this.shown = shown;
    this.links = links;
    this.postbacks = postbacks;
  }

  /**
   * @param code shown once; the url holds it, too
   */
  @Schema(name = "ConnectLink")
  public record LinkView(
      @Schema(
              description = "Opens the provider bot's conversation; holds the code, too",
              example = "https://t.me/pay_connect_bot?start=vX1c0s2rTn2Yy7bQm3kP9w")
          String url,
      @Schema(
              description =
                  "What Telegram hands to the bot; works once, for one person, and is"
                      + " shown this once",
              example = "vX1c0s2rTn2Yy7bQm3kP9w")
          String code,
      @Schema(description = "After this moment it opens nothing: ISO 8601 in UTC")
          Instant expiresAt) {}

  @POST
  @RolesAllowed(Roles.MANAGE)
  @Idempotent
  @WithTransaction
  @Operation(
      operationId = "connectApayProject",
      summary = "Connect a project of A-Pay",
      description =
          "Keeps its keys encrypted; none is returned. A-Pay's number names a project: under one"
              + " you have connected before, the data is replaced and id and projectKey stay; the"
              + " pair of keys before signs postbacks a while longer. Another number for a bot that"
              + " has a project retires that one. Give postbackUrl to A-Pay as the deposit URL of"
              + " the webhook.")
  @APIResponse(
      responseCode = "201",
      description = "Connected",
      headers =
          @Header(
              name = "Location",
              description = "Where to read it",
              schema =
                  @Schema(
                      implementation = String.class,
                      example = "/api/v1/apay-projects/0198f2a4-7c1e-7b7a-9d52-3f6a8c0e1b27")),
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ApayProjectView.class)))
  @APIResponse(
      responseCode = "200",
      description = "Connected before; its data was replaced",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ApayProjectView.class)))
  @APIResponse(
      responseCode = "422",
      description = "The input is not valid; errors names each field")
  public Uni<Response> connect(ApayProjectRequests.NewProject request) {
    if (request == null) {
      throw ProblemException.invalid("projectId", "must not be missing");
    }
    return connectProject.connect(request.check(caller.merchantId())).chain(this::answer);
  }

  @GET
  @RolesAllowed(Roles.READ)
  @WithSession
  @Operation(
      operationId = "listApayProjects",
      summary = "List your projects, newest first",
      description = "Those that were retired, too: they still hear of what was under way.")
  public Uni<PageView<ApayProjectView>> list(@RestQuery String cursor, @RestQuery String limit) {
    int size = Cursor.limit(Parameters.integer("limit", limit).orElse(null));
    return shown
        .list(caller.merchantId(), Cursor.read(cursor), size + 1)
        .map(found -> Cursor.page(found, size, one -> one.project().id(), this::view));
  }

  @GET
  @Path("/{id}")
  @RolesAllowed(Roles.READ)
  @WithSession
  @Operation(operationId = "readApayProject", summary = "Read one of your projects")
  public Uni<ApayProjectView> read(@RestPath UUID id) {
    return own(id).chain(shown::of).map(this::view);
  }

  @PATCH
  @Path("/{id}")
  @RolesAllowed(Roles.MANAGE)
  @WithTransaction
  @Operation(
      operationId = "changeApayProject",
      summary = "Change a project's keys, webhook or tolerance",
      description =
          "For keys that were regenerated at A-Pay: one of a pair may come alone. Postbacks signed"
              + " with the pair before are taken for a while, unless forgetFormerKeys is true.")
  @APIResponse(
      responseCode = "200",
      description = "Changed",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ApayProjectView.class)))
  @APIResponse(responseCode = "404", description = "You have no such project")
  @APIResponse(responseCode = "409", description = "It is retired; connect it again with POST")
  @APIResponse(
      responseCode = "422",
      description = "The input is not valid; errors names each field")
  public Uni<ApayProjectView> change(@RestPath UUID id, ApayProjectRequests.Changes request) {
    ConnectProject.Changes changes =
        (request == null ? ApayProjectRequests.Changes.NONE : request).check();
    return ownInUse(id)
        .chain(project -> connectProject.change(project, changes))
        .call(project -> projects.flush())
        .chain(shown::of)
        .map(this::view);
  }

  @DELETE
  @Path("/{id}")
  @RolesAllowed(Roles.MANAGE)
  @WithTransaction
  @Operation(
      operationId = "retireApayProject",
      summary = "Retire a project",
      description =
          "It takes no new payments; postbacks of those under way are taken for a while. Connected"
              + " again, it keeps id and projectKey.")
  @APIResponse(responseCode = "204", description = "Retired")
  @APIResponse(responseCode = "404", description = "You have no such project")
  public Uni<Void> retire(@RestPath UUID id) {
    return own(id).chain(connectProject::retire);
  }

  @POST
  @Idempotent
  @Path("/connect-links")
  @RolesAllowed(Roles.MANAGE)
  @WithTransaction
  @Operation(
      operationId = "createApayConnectLink",
      summary = "Make a link that opens the provider bot's conversation",
      description =
          "Whoever opens it first may enter the project's data in the chat, until expiresAt. It"
              + " leads to a provider bot of yours, else to one of the operator's.")
  @APIResponse(
      responseCode = "201",
      description = "Made",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = LinkView.class)))
  @APIResponse(responseCode = "409", description = "No provider bot serves you")
  @APIResponse(responseCode = "422", description = "botId is none of your bots")
  public Uni<Response> link(ApayProjectRequests.NewLink request) {
    Optional<UUID> botId = Optional.ofNullable(request).map(ApayProjectRequests.NewLink::botId);
    return links.create(caller.merchantId(), botId).map(ApayProjectResource::answer);
  }

  private static Response answer(ConnectLinks.Answer answer) {
    if (answer instanceof ConnectLinks.Answer.Link) {
      ConnectLinks.Answer.Link link = (ConnectLinks.Answer.Link) answer;
      return Response.status(Response.Status.CREATED)
          .entity(new LinkView(link.url(), link.code(), link.expiresAt()))
          .build();
    }
    if (answer instanceof ConnectLinks.Answer.UnknownBot) {
      throw ProblemException.invalid("botId", "is none of your bots");
    }
    throw new ProblemException(
        ProblemType.CONFLICT,
        ("No provider bot serves you on Telegram's %s servers. Add one with POST /api/v1/bots and"
                + " the role PROVIDER, or have the operator add one for all.")
            .formatted(
                ((ConnectLinks.Answer.NoProvider) answer).environment() == BotEnvironment.TEST
                    ? "test"
                    : "live"));
  }

  private Uni<Response> answer(Connection connection) {
    if (connection instanceof Connection.Refused) {
      throw refusal(((Connection.Refused) connection).why());
    }
    Connection.Connected connected = (Connection.Connected) connection;
    return projects
        .flush()
        .chain(() -> shown.of(connected.project()))
        .map(this::view)
        .map(view -> answer(view, connected.created()));
  }

  private static Response answer(ApayProjectView view, boolean created) {
    return created
        ? Response.created(URI.create("/api/v1/apay-projects/" + view.id())).entity(view).build()
        : Response.ok(view).build();
  }

  private static ProblemException refusal(Connection.Why why) {
    return switch (why) {
      case UNKNOWN_BOT -> ProblemException.invalid("botId", "is none of your bots");
      case PROVIDER_BOT ->
          ProblemException.invalid(
              "botId", "is a provider bot, which sells nothing; name a bot that sells");
      case OTHER_MODE ->
          ProblemException.invalid(
              "mode", "must be the mode of the bot; name another bot or correct it");
      case OF_ANOTHER_BOT ->
          ProblemException.invalid(
              "projectId",
              "takes the payments of another bot of yours; leave botId out, or retire it first");
    };
  }

  private Uni<ApayProject> ownInUse(UUID id) {
    return own(id)
        .invoke(
            project -> {
              if (project.retiredAt().isPresent()) {
                throw new ProblemException(
                    ProblemType.CONFLICT,
                    "This project is retired. Connect it again with POST /api/v1/apay-projects.");
              }
            });
  }

  private Uni<ApayProject> own(UUID id) {
    return projects
        .findOwn(caller.merchantId(), id)
        .map(found -> found.orElseThrow(() -> ProblemException.notFound("A-Pay project")));
  }

  private ApayProjectView view(ConnectedProject connected) {
    return ApayProjectView.of(connected, postbacks.of(connected.project()));
  }
}
