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
    @Schema(nullable = true, description = "Null: it takes the payments of all your bots")
        UUID botId,
    @Schema(description = "Names it in its postbackUrl; stays when its data is replaced")
        String projectKey,
    BotMode mode,
    @Schema(example = "1234567") String projectId,
    @Schema(example = "7654321") String webhookId,
    @Schema(example = MASK) String apiKey,
    @Schema(example = MASK) String accessKey,
    @Schema(example = MASK) String privateKey,
    Fingerprints fingerprints,
    @Schema(
            nullable = true,
            description = "Until when the pair of keys before the current one signs postbacks")
        Instant formerKeysUntil,
    long underpaymentTolerance,
    @Schema(
            nullable = true,
            description = "What A-Pay is given as deposit URL; null without TILLGRAM_PUBLIC_URL",
            example = "https://pay.example.com/apay/deposit/postback/vX1c0s2rTn2Yy7bQm3kP9w")
        String postbackUrl,
    @Schema(nullable = true, description = "When it stopped to take new payments")
        Instant retiredAt) {

  private static final String MASK = "***";

  /** Tells whether two keys are the same; the same key has the same one. */
  @Schema(
      name = "ApayProjectFingerprints",
      description =
          "Eight hex digits for each key: the same key has the same ones. They change with the"
              + " encryption key")
  public record Fingerprints(
      @Schema(example = "5f0c91ab") String apiKey,
      @Schema(nullable = true, example = "08d3b7e2") String accessKey,
      @Schema(nullable = true, example = "c44e1d90") String privateKey) {}

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
