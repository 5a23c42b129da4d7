package io.github.tillgram.merchantapi;

import io.github.tillgram.merchant.Merchants;
import io.github.tillgram.merchantapi.idempotency.Idempotent;
import io.github.tillgram.problem.ProblemException;
import io.github.tillgram.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Takes merchants in; for the operator only. */
@Cancellable(false)
@Path("/api/v1/merchants")
@RolesAllowed(Roles.OPERATOR)
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
      @Schema(required = true, minLength = 1, maxLength = 100, example = "Tea House")
          String name) {}

  @Schema(name = "MerchantWithKey")
  public record View(
      UUID id,
      String name,
      @Schema(description = "Shown this once; we keep only a digest") String apiKey) {}

  @POST
  @Idempotent
  @Operation(
      summary = "Create a merchant",
      description = "Needs the operator's key. The answer holds the merchant's API key, once.")
  @APIResponse(
      responseCode = "201",
      description = "Created",
      content = @Content(schema = @Schema(implementation = View.class, type = SchemaType.OBJECT)))
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
}
