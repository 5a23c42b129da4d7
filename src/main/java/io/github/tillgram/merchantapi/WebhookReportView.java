package io.github.tillgram.merchantapi;

import io.github.tillgram.webhook.WebhookFinding;
import io.github.tillgram.webhook.WebhookReport;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What Telegram says of the webhook, beside what it should be. */
@Schema(name = "WebhookReport")
public record WebhookReportView(
    Side expected,
    Side actual,
    @Schema(description = "Whether Telegram delivers to us everything that we handle")
        boolean inOrder,
    int pendingUpdateCount,
    @Schema(description = "Stays after things work again; compare it with now", nullable = true)
        Instant lastErrorAt,
    @Schema(nullable = true) String lastErrorMessage,
    @Schema(description = "When the watchdog looked last", nullable = true) Instant checkedAt,
    @Schema(description = "When it last saw the webhook in order again", nullable = true)
        Instant repairedAt,
    @Schema(description = "What it found then; empty when all was well")
        List<WebhookFinding> findings) {

  @Schema(name = "WebhookConfiguration")
  public record Side(String url, List<String> allowedUpdates, int maxConnections) {

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
