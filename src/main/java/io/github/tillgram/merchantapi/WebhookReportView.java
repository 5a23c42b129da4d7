package io.github.tillgram.merchantapi;

import io.github.tillgram.webhook.WebhookFinding;
import io.github.tillgram.webhook.WebhookReport;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What Telegram says of the webhook, beside what it should be. */
@Schema(name = "WebhookReport")
public record WebhookReportView(
    @Schema(description = "What it should be") Side expected,
    @Schema(description = "What Telegram has") Side actual,
    @Schema(
            description = "Whether Telegram delivers to us everything that we handle",
            example = "true")
        boolean inOrder,
    @Schema(description = "How many updates wait at Telegram", minimum = "0", example = "0")
        int pendingUpdateCount,
    @Schema(
            description =
                "When Telegram last failed to deliver; stays after things work again,"
                    + " so compare it with now. null if it never did",
            nullable = true)
        Instant lastErrorAt,
    @Schema(description = "Why, in Telegram's words; null if it never did", nullable = true)
        String lastErrorMessage,
    @Schema(
            description = "When the watchdog looked last; null before the first time",
            nullable = true)
        Instant checkedAt,
    @Schema(
            description = "When it last saw the webhook in order again; null if it never had to",
            nullable = true)
        Instant repairedAt,
    @Schema(description = "What it found then; empty when all was well")
        List<WebhookFinding> findings) {

  @Schema(name = "WebhookConfiguration")
  public record Side(
      @Schema(
              description = "Where Telegram delivers; empty where there is no webhook",
              example = "https://pay.example.com/telegram/webhook/vX1c0s2rTn2Yy7bQm3kP9w")
          String url,
      @Schema(
              description = "Kinds of update, as Telegram spells them",
              example = "[\"message\", \"pre_checkout_query\"]")
          List<String> allowedUpdates,
      @Schema(
              description = "How many updates Telegram delivers side by side",
              minimum = "0",
              example = "40")
          int maxConnections) {

    static Side of(WebhookReport.Configuration configuration) {
      return new Side(
          configuration.url(), configuration.allowedUpdates(), configuration.maxConnections());
    }
  }

  static WebhookReportView of(WebhookReport.Report report) {
    return new WebhookReportView(
        Side.of(report.expected()),
        Side.of(report.actual()),
        report.inOrder(),
        report.condition().pendingUpdateCount(),
        report.condition().lastErrorAt().orElse(null),
        report.condition().lastErrorMessage().orElse(null),
        report.watch().checkedAt().orElse(null),
        report.watch().repairedAt().orElse(null),
        List.copyOf(report.watch().findings()));
  }
}
