package io.github.tillgram.merchantapi;

import io.github.tillgram.event.AddEvent;
import io.github.tillgram.event.EventType;
import io.github.tillgram.merchant.Merchants;
import io.github.tillgram.merchantapi.idempotency.Idempotent;
import io.github.tillgram.security.Reencryption;
import io.github.tillgram.security.Roles;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Takes an old encryption key out of use; for the operator only. */
@Cancellable(false)
@Path("/api/v1/reencryption")
@Tag(name = "Operator")
public class ReencryptionResource {

  private final Reencryption reencryption;

  ReencryptionResource(Reencryption reencryption) {
    this.reencryption = reencryption;
  }

  @Schema(name = "Reencryption")
  public record View(
      @Schema(description = "The id of the key that encrypts", example = "k2") String writer,
      @Schema(
              description =
                  "All that are configured, or have written something that is still there")
          List<Key> keys,
      @Schema(
              description = "What is under way, or was done last; null before the first time",
              nullable = true)
          Work work) {

    @Schema(name = "EncryptionKey")
    public record Key(
        @Schema(description = "As TILLGRAM_ENCRYPTION_KEYS spells it", example = "k2") String id,
        @Schema(description = "Whether TILLGRAM_ENCRYPTION_KEYS names it", example = "true")
            boolean configured,
        @Schema(
                description = "How many ciphertexts it wrote; at 0 an old key may be removed",
                minimum = "0",
                example = "1042")
            long ciphertexts) {}

    @Schema(name = "ReencryptionWork")
    public record Work(
        @Schema(description = "The key that everything is encrypted with", example = "k2")
            String key,
        @Schema(
                description = "How many ciphertexts have been encrypted again",
                minimum = "0",
                example = "1042")
            long rewritten,
        @Schema(
                description = "Could not be decrypted and stay as they are; the log names the rows",
                minimum = "0",
                example = "0")
            long unreadable,
        @Schema(description = "When it was asked for: ISO 8601 in UTC") Instant startedAt,
        @Schema(description = "null while it is under way", nullable = true) Instant finishedAt) {}

    static View of(Reencryption.Report report) {
      return new View(
          report.writer(),
          report.keys().stream()
              .map(key -> new Key(key.id(), key.configured(), key.ciphertexts()))
              .toList(),
          report.work().map(View::work).orElse(null));
    }

    private static Work work(Reencryption.Work work) {
      return new Work(
          work.keyId(),
          work.rewritten(),
          work.unreadable(),
          work.startedAt(),
          work.finishedAt().orElse(null));
    }
  }

  @GET
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      operationId = "readReencryption",
      summary = "See which keys wrote what is encrypted, and how a re-encryption goes")
  public Uni<View> read() {
    return reencryption.report().map(View::of);
  }

  @POST
  @RolesAllowed(Roles.OPERATOR)
  @Idempotent(outside = true)
  @Operation(
      operationId = "startReencryption",
      summary = "Encrypt everything with the first key",
      description =
          "Goes on in the background, also after a restart. Asking again while it is under way"
              + " changes nothing.")
  @APIResponse(
      responseCode = "202",
      description = "Under way",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = View.class)))
  public Uni<Response> start() {
    return reencryption
        .start(ReencryptionResource::tell)
        .chain(reencryption::report)
        .map(report -> Response.accepted(View.of(report)).build());
  }

  private static Uni<Void> tell(SqlConnection transaction, String key) {
    return AddEvent.in(
        transaction, Merchants.OPERATOR, EventType.REENCRYPTION_STARTED, Map.of("key", key));
  }
}
