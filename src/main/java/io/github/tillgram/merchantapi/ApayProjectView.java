package io.github.tillgram.merchantapi;

import io.github.tillgram.apay.onboarding.ApayProject;
import io.github.tillgram.apay.onboarding.ConnectedProject;
import io.github.tillgram.merchant.BotMode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A project as its merchant sees it; keys are never shown again. */
@Schema(name = "ApayProject")
public record ApayProjectView(
    UUID id,
    @Schema(
            description =
                "The bot whose payments it takes; null for all that have no project"
                    + " of their own",
            nullable = true)
        UUID botId,
    @Schema(
            description = "Names it in its postbackUrl; stays when its data is replaced",
            example = "vX1c0s2rTn2Yy7bQm3kP9w")
        String projectKey,
    @Schema(description = "Whether the money is real") BotMode mode,
    @Schema(description = "A-Pay's number of the project", example = "1234567") String projectId,
    @Schema(description = "A-Pay's number of the webhook", example = "7654321") String webhookId,
    @Schema(description = "Never shown", example = MASK) String apiKey,
    @Schema(description = "Never shown", example = MASK) String accessKey,
    @Schema(description = "Never shown", example = MASK) String privateKey,
    @Schema(description = "Tell whether two keys are the same") Fingerprints fingerprints,
    @Schema(
            description =
                "Until when the pair of keys before the current one signs postbacks;"
                    + " null if there is none",
            nullable = true)
        Instant formerKeysUntil,
    @Schema(
            description =
                "How much less than the price is still the price, in the smallest"
                    + " unit of the currency",
            minimum = "0",
            maximum = "999999999999",
            example = "0")
        long underpaymentTolerance,
    @Schema(
            description = "What A-Pay is given as deposit URL; null without TILLGRAM_PUBLIC_URL",
            nullable = true,
            example = "https://pay.example.com/apay/deposit/postback/vX1c0s2rTn2Yy7bQm3kP9w")
        String postbackUrl,
    @Schema(
            description = "When it stopped to take new payments; null while it takes them",
            nullable = true)
        Instant retiredAt) {

  private static final String MASK = "***";

  /** Tells whether two keys are the same; the same key has the same one. */
  @Schema(
      name = "ApayProjectFingerprints",
      description =
          "Eight hex digits for each key: the same key has the same ones. They change with the"
              + " encryption key")
  public record Fingerprints(
      @Schema(description = "Of the apikey, eight hex digits", example = "5f0c91ab") String apiKey,
      @Schema(
              description = "Of the access key, eight hex digits; null if none is kept",
              nullable = true,
              example = "08d3b7e2")
          String accessKey,
      @Schema(
              description = "Of the private key, eight hex digits; null if none is kept",
              nullable = true,
              example = "c44e1d90")
          String privateKey) {}

  static ApayProjectView of(ConnectedProject connected, Optional<String> postbackUrl) {
    ApayProject project = connected.project();
    return new ApayProjectView(
        project.id(),
        project.botId().orElse(null),
        project.projectKey(),
        project.mode(),
        project.remoteId(),
        project.webhookId(),
        MASK,
        MASK,
        MASK,
        new Fingerprints(
            connected.apiKey(),
            connected.accessKey().orElse(null),
            connected.privateKey().orElse(null)),
        connected.formerKeysUntil().orElse(null),
        project.underpaymentTolerance(),
        postbackUrl.orElse(null),
        project.retiredAt().orElse(null));
  }
}
