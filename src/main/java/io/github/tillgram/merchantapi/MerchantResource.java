package io.github.tillgram.merchantapi;

import io.github.tillgram.merchant.Merchant;
import io.github.tillgram.merchant.Merchants;
import io.github.tillgram.merchantapi.idempotency.Idempotent;
import io.github.tillgram.problem.ProblemException;
import io.github.tillgram.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Takes merchants in, and lists them; for the operator only. */
@Cancellable(false)
@Path("/api/v1/merchants")
@Tag(name = "Operator")
public class MerchantResource {

  private final Merchants merchants;

  MerchantResource(Merchants merchants) {
    this.merchants = merchants;
  }

  /**
   * @param name for people, 1 to 100 characters
   */
  @Schema(name = "NewMerchant")
  public record NewMerchant(
      @Schema(
              required = true,
              description = "For people",
              minLength = 1,
              maxLength = 100,
              example = "Tea House")
          String name) {}

  @Schema(name = "MerchantWithKey")
  public record View(
      UUID id,
      @Schema(description = "For people", example = "Tea House") String name,
      @Schema(
              description = "Has every scope. Shown this once; we keep only a digest",
              example = "tgr_b3dT0mJq4cL1xS9vWnYk2Rz8HfGpA6eUoQ7iKjBtx9Qd")
          String apiKey) {}

  @Schema(name = "Merchant")
  public record Listed(
      UUID id,
      @Schema(description = "For people", example = "Tea House") String name,
      Instant createdAt) {

    static Listed of(Merchant merchant) {
      return new Listed(merchant.id(), merchant.name(), merchant.createdAt());
    }
  }

  @POST
  @RolesAllowed(Roles.OPERATOR)
  @Idempotent
  @Operation(
      operationId = "createMerchant",
      summary = "Create a merchant",
      description = "Needs the operator's key. The answer holds the merchant's API key, once.")
  @APIResponse(
      responseCode = "201",
      description = "Created",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = View.class)))
  public Uni<Response> create(NewMerchant request) {
    String name = request == null || request.name() == null ? "" : request.name().strip();
    if (name.isEmpty() || name.length() > Merchants.LONGEST_NAME || name.indexOf('\0') >= 0) {
      throw ProblemException.invalid("name", "must have 1 to 100 characters");
    }
    return merchants
        .admit(name)
        .map(
            admitted ->
                Response.status(Response.Status.CREATED)
                    .entity(new View(admitted.id(), admitted.name(), admitted.apiKey().reveal()))
                    .build());
  }

  @GET
  @RolesAllowed(Roles.OPERATOR)
  @Operation(operationId = "listMerchants", summary = "List the merchants, newest first")
  public Uni<PageView<Listed>> list(@RestQuery String cursor, @RestQuery String limit) {
    int size = Cursor.limit(Parameters.integer("limit", limit).orElse(null));
    return merchants
        .list(Cursor.read(cursor), size + 1)
        .map(found -> Cursor.page(found, size, Merchant::id, Listed::of));
  }
}
