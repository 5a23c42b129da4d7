package io.github.tillgram.merchantapi;

import io.github.tillgram.event.VerifyChain;
import io.github.tillgram.problem.ProblemException;
import io.github.tillgram.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Whether what happened still stands as it was written; for the operator only. */
@Cancellable(false)
@Path("/api/v1/event-chains")
@Tag(name = "Operator")
public class EventChainResource {

  private static final long MOST = 100_000;
  private static final int HASH_DIGITS = 64;

  private final VerifyChain verifyChain;

  EventChainResource(VerifyChain verifyChain) {
    this.verifyChain = verifyChain;
  }

  @Schema(name = "EventChainReport")
  public record View(
      @Schema(description = "Whether all that was read holds", example = "true") boolean holds,
      @Schema(
              description =
                  "How many events at the beginning are forgotten (TILLGRAM_RETENTION_EVENTS);"
                      + " reading begins behind them, at the hash that was kept",
              minimum = "0",
              example = "0")
          long forgotten,
      @Schema(description = "The position behind which reading began", minimum = "0", example = "0")
          long after,
      @Schema(description = "The last position that holds", minimum = "0", example = "1042")
          long position,
      @Schema(
              description =
                  "Of the event there, SHA-256 in 64 hex digits; worth writing down elsewhere",
              example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
          String hash,
      @Schema(description = "How many events were read and hold", minimum = "0", example = "1042")
          long events,
      @Schema(
              description = "Of how many what was personal has been erased",
              minimum = "0",
              example = "0")
          long erased,
      @Schema(
              description = "Whether the end was reached; else ask again after position and hash",
              example = "true")
          boolean complete,
      @Schema(
              description = "What is wrong with the event behind position; null if nothing is",
              nullable = true)
          String finding) {

    static View of(VerifyChain.Report report) {
      return new View(
          report.finding().isEmpty(),
          report.forgotten(),
          report.after(),
          report.position(),
          report.hash(),
          report.events(),
          report.erased(),
          report.complete(),
          report.finding().orElse(null));
    }
  }

  @GET
  @Path("/{merchantId}")
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      operationId = "verifyEventChain",
      summary = "Verify a merchant's chain of events",
      description =
          "Computes every hash anew, 100000 events a call at most. An event that was changed, added"
              + " or removed shows here. Whoever can write the database could write a whole new"
              + " chain, so keep a position and its hash somewhere else from time to time and give"
              + " them as after and hash.")
  public Uni<View> verify(
      @RestPath UUID merchantId,
      @Parameter(
              description = "Begin behind this position; 0 if left out",
              schema = @Schema(implementation = Long.class, minimum = "0"),
              example = "1042")
          @RestQuery
          String after,
      @Parameter(
              description = "Of the event at after, 64 hex digits; required with after",
              schema =
                  @Schema(
                      implementation = String.class,
                      minLength = HASH_DIGITS,
                      maxLength = HASH_DIGITS,
                      pattern = "^[0-9a-fA-F]{64}$"),
              example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
          @RestQuery
          String hash) {
    long start = Parameters.number("after", after).orElse(0L);
    if (start < 0) {
      throw ProblemException.invalid("after", "must not be negative");
    }
    Optional<byte[]> known = hash(hash);
    if (start > 0 && known.isEmpty()) {
      throw ProblemException.invalid("hash", "must be given with after; an earlier answer has it");
    }
    return verifyChain
        .verify(merchantId, start, start == 0 ? Optional.empty() : known, MOST)
        .map(View::of);
  }

  private static Optional<byte[]> hash(String value) {
    try {
      Optional<byte[]> bytes =
          Parameters.text("hash", value).map(text -> HexFormat.of().parseHex(text));
      if (bytes.isEmpty() || bytes.get().length * 2 == HASH_DIGITS) {
        return bytes;
      }
    } catch (IllegalArgumentException malformed) {
      // said below
    }
    throw ProblemException.invalid("hash", "must have 64 hex digits");
  }
}
