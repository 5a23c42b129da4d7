package io.github.tillgram.merchantapi;

import io.github.tillgram.merchant.MerchantKeys;
import io.github.tillgram.merchant.NewKey;
import io.github.tillgram.problem.Problem.FieldError;
import io.github.tillgram.problem.ProblemException;
import io.github.tillgram.security.MerchantKey;
import io.github.tillgram.security.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a merchant may say of a key, and whether it can be so. */
final class ApiKeyRequests {

  private static final Duration USUAL_OVERLAP = Duration.ofHours(24);
  private static final Duration LONGEST_OVERLAP = Duration.ofDays(7);
  private static final String OVERLAP_SHAPE =
      "must be a duration of ISO 8601 from PT0S to P7D, such as PT24H";

  private ApiKeyRequests() {}

  @Schema(name = "NewApiKey")
  record Creation(
      @Schema(
              required = true,
              description = "For people",
              minLength = 1,
              maxLength = 100,
              example = "Accounting")
          String name,
      @Schema(
              required = true,
              description = "What it may do; none includes another",
              minItems = 1,
              example = "[\"read\", \"refund\"]")
          List<Scope> scopes,
      @Schema(
              description =
                  "From then on it is refused: ISO 8601, in the future; left out for a"
                      + " key that lives until it is revoked")
          Instant expiresAt) {

    /** As the operator may say it. */
    NewKey check(Instant now) {
      return check(now, List.of());
    }

    /** As whoever has this key may say it: it gives nothing that it lacks. */
    NewKey check(Instant now, MerchantKey asking) {
      List<FieldError> beyond = new ArrayList<>();
      Set<Scope> lacking = asking.lacking(scopeSet());
      if (!lacking.isEmpty()) {
        beyond.add(
            new FieldError(
                "scopes", "must not contain what the key you ask with lacks: " + words(lacking)));
      }
      if (asking.isOutlivedBy(Optional.ofNullable(expiresAt))) {
        beyond.add(
            new FieldError(
                "expiresAt",
                "must not be later than %s, when the key you ask with ends"
                    .formatted(asking.expiresAt().orElseThrow())));
      }
      return check(now, beyond);
    }

    private NewKey check(Instant now, List<FieldError> beyond) {
      List<FieldError> errors = new ArrayList<>();
      String words = name == null ? "" : name.strip();
      if (words.isEmpty()
          || words.codePointCount(0, words.length()) > MerchantKeys.LONGEST_NAME
          || words.indexOf('\0') >= 0) {
        errors.add(new FieldError("name", "must have 1 to 100 characters"));
      }
      if (scopeSet().isEmpty() || scopes.contains(null)) {
        errors.add(new FieldError("scopes", "must name at least one of " + words(Scope.all())));
      }
      if (expiresAt != null && !expiresAt.isAfter(now)) {
        errors.add(new FieldError("expiresAt", "must lie in the future"));
      }
      errors.addAll(beyond);
      if (!errors.isEmpty()) {
        throw ProblemException.invalid(errors);
      }
      return new NewKey(words, scopeSet(), Optional.ofNullable(expiresAt));
    }

    private Set<Scope> scopeSet() {
      Set<Scope> set = EnumSet.noneOf(Scope.class);
      if (scopes != null) {
        scopes.stream().filter(Objects::nonNull).forEach(set::add);
      }
      return set;
    }
  }

  @Schema(name = "ApiKeyRotation")
  record Rotation(
      @Schema(
              description =
                  "How long the key before counts on: a duration of ISO 8601 from PT0S,"
                      + " which ends it at once, to P7D; PT24H if left out",
              format = "duration",
              example = "PT24H")
          String overlap) {

    static final Rotation USUAL = new Rotation(null);

    Duration check() {
      if (overlap == null) {
        return USUAL_OVERLAP;
      }
      try {
        Duration parsed = Duration.parse(overlap);
        if (!parsed.isNegative() && parsed.compareTo(LONGEST_OVERLAP) <= 0) {
          return parsed;
        }
      } catch (DateTimeParseException malformed) {
        // said below
      }
      throw ProblemException.invalid("overlap", OVERLAP_SHAPE);
    }
  }

  static String words(Set<Scope> scopes) {
    return scopes.stream().sorted().map(Scope::toString).collect(Collectors.joining(", "));
  }
}
