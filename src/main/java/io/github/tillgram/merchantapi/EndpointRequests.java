package io.github.tillgram.merchantapi;

import io.github.tillgram.problem.ProblemException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a merchant may say of an endpoint. */
final class EndpointRequests {

  private static final Duration USUAL_OVERLAP = Duration.ofHours(24);
  private static final Duration LONGEST_OVERLAP = Duration.ofDays(7);

  private EndpointRequests() {}

  @Schema(name = "NewEndpoint")
  record NewEndpoint(
      @Schema(
              required = true,
              description = "https, at a public address, unless the operator allows others",
              maxLength = 2048,
              example = "https://shop.example/tillgram")
          String url,
      @Schema(
              description = "Types of events it hears of; the usual ones if left out or empty",
              maxItems = 100,
              example = "[\"invoice.paid\", \"payment.held\"]")
          List<String> types) {}

  @Schema(name = "EndpointChanges")
  record EndpointChanges(
      @Schema(description = "A new address, https and public", maxLength = 2048) String url,
      @Schema(
              description = "The types it hears of from now on; [] for the usual ones",
              maxItems = 100)
          List<String> types,
      @Schema(
              description = "false to have it left alone, true to have it called again",
              example = "true")
          Boolean enabled) {}

  @Schema(name = "SecretRotation")
  record Rotation(
      @Schema(
              description =
                  "How long the secrets before sign, too: a duration of ISO 8601 from"
                      + " PT0S to P7D; PT24H if left out",
              format = "duration",
              example = "PT24H")
          String overlap) {}

  @Schema(name = "Recovery")
  record Recovery(
      @Schema(
              required = true,
              description = "ISO 8601; events that happened then or later",
              format = "date-time",
              example = "2026-12-01T00:00:00Z")
          String since) {}

  @Schema(name = "Example")
  record Example(
      @Schema(required = true, description = "The type of event", example = "invoice.paid")
          String type) {}

  static Duration overlap(Rotation request) {
    if (request == null || request.overlap() == null) {
      return USUAL_OVERLAP;
    }
    try {
      Duration overlap = Duration.parse(request.overlap());
      if (!overlap.isNegative() && overlap.compareTo(LONGEST_OVERLAP) <= 0) {
        return overlap;
      }
    } catch (DateTimeParseException malformed) {
      // said below
    }
    throw ProblemException.invalid(
        "overlap", "must be a duration between PT0S and P7D, for example PT24H");
  }
}
