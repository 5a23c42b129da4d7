package io.github.tillgram.merchantapi.description;

import io.github.tillgram.problem.ProblemException;
import io.github.tillgram.problem.ProblemType;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/** An operation that will go, for tests alone. */
@Path("/test/retiring")
public class RetiringResource {

  static final String ID = "retire";

  @GET
  @PermitAll
  @Retiring(
      since = "2026-12-01",
      until = "2027-12-01",
      instead = "Call /test/retiring/stays instead.")
  @Operation(operationId = ID, hidden = true)
  public String goes(@RestQuery boolean refuse) {
    if (refuse) {
      throw new ProblemException(ProblemType.CONFLICT, "Not now.");
    }
    return "still here";
  }

  @GET
  @Path("/stays")
  @PermitAll
  @Operation(hidden = true)
  public String stays() {
    return "here";
  }
}
