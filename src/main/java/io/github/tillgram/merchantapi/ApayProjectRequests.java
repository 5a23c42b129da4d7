package io.github.tillgram.merchantapi;

import io.github.tillgram.apay.onboarding.ConnectProject;
import io.github.tillgram.apay.onboarding.CredentialField;
import io.github.tillgram.apay.onboarding.ProjectCredentials;
import io.github.tillgram.merchant.BotMode;
import io.github.tillgram.problem.Problem.FieldError;
import io.github.tillgram.problem.ProblemException;
import io.github.tillgram.security.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a merchant may say of an A-Pay project, and whether it can be so; no value is repeated. */
final class ApayProjectRequests {

  static final long MOST_TOLERANCE = 999_999_999_999L;

  /** Telegram's bridge wants seven digits, A-Pay itself takes fewer. */
  private static final Pattern WEBHOOK_ID = Pattern.compile("[0-9]{1,7}");

  private static final String KEY_SHAPE =
      "must be 32 characters, only small letters a-z and digits; copy it from A-Pay's dashboard,"
          + " table Projects";
  private static final String WEBHOOK_SHAPE =
      "must be 1 to 7 digits, as a string; copy it from A-Pay's dashboard, Open project";

  private ApayProjectRequests() {}

  @Schema(name = "NewApayProject")
  record NewProject(
      @Schema(
              description =
                  "The bot whose payments it takes; left out for those of all bots that"
                      + " have no project of their own")
          UUID botId,
      @Schema(required = true, description = "Whether the money is real; must be that of the bot")
          BotMode mode,
      @Schema(
              required = true,
              description = "The project's apikey: 32 characters, a-z and 0-9",
              minLength = 32,
              maxLength = 32,
              example = "demoapikey0000000000000000000001")
          String apiKey,
      @Schema(
              required = true,
              description = "A-Pay's number of the project",
              pattern = "^[0-9]{1,7}$",
              maxLength = 7,
              example = "1234567")
          String projectId,
      @Schema(
              required = true,
              description = "Of the webhook whose deposit URL is the postbackUrl",
              pattern = "^[0-9]{1,7}$",
              maxLength = 7,
              example = "7654321")
          String webhookId,
      @Schema(
              required = true,
              description = "The webhook's access key: 32 characters, a-z and 0-9",
              minLength = 32,
              maxLength = 32,
              example = "demoaccesskey0000000000000000001")
          String accessKey,
      @Schema(
              required = true,
              description =
                  "The webhook's private key: 32 characters, a-z and 0-9; another than"
                      + " accessKey",
              minLength = 32,
              maxLength = 32,
              example = "demoprivatekey000000000000000001")
          String privateKey,
      @Schema(
              description =
                  "How much less than the price is still the price, in the smallest"
                      + " unit of the currency; 0 if left out",
              minimum = "0",
              maximum = "999999999999",
              example = "0")
          Long underpaymentTolerance) {

    @Override
    public String toString() {
      return "NewApayProject[***]";
    }

    ConnectProject.Request check(UUID merchantId) {
      List<FieldError> errors = new ArrayList<>();
      if (mode == null) {
        errors.add(new FieldError("mode", "must be LIVE or TEST"));
      }
      checkKey("apiKey", apiKey, errors);
      if (projectId == null || !CredentialField.PROJECT_ID.fits(projectId)) {
        errors.add(
            new FieldError(
                "projectId",
                "must be 1 to 7 digits, as a string; copy it from A-Pay's dashboard, table"
                    + " Projects"));
      }
      if (webhookId == null || !WEBHOOK_ID.matcher(webhookId).matches()) {
        errors.add(new FieldError("webhookId", WEBHOOK_SHAPE));
      }
      checkKey("accessKey", accessKey, errors);
      checkKey("privateKey", privateKey, errors);
      checkDistinct(accessKey, privateKey, errors);
      checkTolerance(underpaymentTolerance, errors);
      throwIfAny(errors);
      return new ConnectProject.Request(
          merchantId,
          Optional.ofNullable(botId),
          mode,
          new ProjectCredentials(
              Secret.of(apiKey), projectId, webhookId, Secret.of(accessKey), Secret.of(privateKey)),
          optional(underpaymentTolerance),
          Optional.empty());
    }
  }

  @Schema(name = "ApayProjectChanges")
  record Changes(
      @Schema(
              description = "The next apikey: 32 characters, a-z and 0-9",
              minLength = 32,
              maxLength = 32)
          String apiKey,
      @Schema(
              description = "Of the webhook whose deposit URL is the postbackUrl",
              pattern = "^[0-9]{1,7}$",
              maxLength = 7)
          String webhookId,
      @Schema(
              description =
                  "The next access key, 32 characters, a-z and 0-9; the pair before"
                      + " signs postbacks for a while (TILLGRAM_APAY_FORMER_KEYS)",
              minLength = 32,
              maxLength = 32)
          String accessKey,
      @Schema(
              description = "The next private key, likewise; another than accessKey",
              minLength = 32,
              maxLength = 32)
          String privateKey,
      @Schema(
              description =
                  "How much less than the price is still the price, in the smallest"
                      + " unit of the currency",
              minimum = "0",
              maximum = "999999999999")
          Long underpaymentTolerance,
      @Schema(
              description =
                  "true ends all pairs of keys before the current one at once, as after"
                      + " a theft")
          Boolean forgetFormerKeys) {

    static final Changes NONE = new Changes(null, null, null, null, null, null);

    @Override
    public String toString() {
      return "ApayProjectChanges[***]";
    }

    ConnectProject.Changes check() {
      List<FieldError> errors = new ArrayList<>();
      if (equals(NONE)) {
        errors.add(
            new FieldError(
                "apiKey",
                "give apiKey, webhookId, accessKey, privateKey, underpaymentTolerance or"
                    + " forgetFormerKeys; there is nothing to change"));
      }
      checkGivenKey("apiKey", apiKey, errors);
      if (webhookId != null && !WEBHOOK_ID.matcher(webhookId).matches()) {
        errors.add(new FieldError("webhookId", WEBHOOK_SHAPE));
      }
      checkGivenKey("accessKey", accessKey, errors);
      checkGivenKey("privateKey", privateKey, errors);
      checkDistinct(accessKey, privateKey, errors);
      checkTolerance(underpaymentTolerance, errors);
      throwIfAny(errors);
      return new ConnectProject.Changes(
          secret(apiKey),
          Optional.ofNullable(webhookId),
          secret(accessKey),
          secret(privateKey),
          optional(underpaymentTolerance),
          Boolean.TRUE.equals(forgetFormerKeys));
    }
  }

  @Schema(name = "NewConnectLink")
  record NewLink(
      @Schema(
              description =
                  "The bot whose payments the project is to take; left out for a"
                      + " project of all bots. A provider bot of yours is opened itself, for"
                      + " a project of all bots")
          UUID botId) {}

  private static void checkGivenKey(String field, String key, List<FieldError> errors) {
    if (key != null) {
      checkKey(field, key, errors);
    }
  }

  private static void checkKey(String field, String key, List<FieldError> errors) {
    if (key == null || !CredentialField.API_KEY.fits(key)) {
      errors.add(new FieldError(field, KEY_SHAPE));
    }
  }

  private static void checkDistinct(String accessKey, String privateKey, List<FieldError> errors) {
    if (accessKey != null && accessKey.equals(privateKey)) {
      errors.add(
          new FieldError(
              "privateKey", "must not be the same as accessKey; they are two different keys"));
    }
  }

  private static void checkTolerance(Long tolerance, List<FieldError> errors) {
    if (tolerance != null && (tolerance < 0 || tolerance > MOST_TOLERANCE)) {
      errors.add(new FieldError("underpaymentTolerance", "must lie between 0 and 999999999999"));
    }
  }

  private static void throwIfAny(List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
  }

  private static Optional<Secret> secret(String value) {
    return Optional.ofNullable(value).map(Secret::of);
  }

  private static OptionalLong optional(Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
