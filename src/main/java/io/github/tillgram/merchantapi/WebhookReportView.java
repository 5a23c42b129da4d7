package io.github.tillgram.merchantapi;

import io.github.tillgram.telegram.api.WebhookInfo;
import io.github.tillgram.webhook.WebhookReport;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What Telegram says of the webhook, beside what it should be. */
@Schema(name = "WebhookReport")
public record WebhookReportView(Expected expected, Actual actual, boolean inOrder) {

  @Schema(name = "ExpectedWebhook")
  public record Expected(String url, List<String> allowedUpdates, int maxConnections) {}

  @Schema(name = "ActualWebhook")
  public record Actual(
      String url,
      List<String> allowedUpdates,
      Integer maxConnections,
      int pendingUpdateCount,
      @Schema(description = "Stays after things work again; compare it with now")
          Instant lastErrorAt,
      String lastErrorMessage) {}

  static WebhookReportView of(WebhookReport.Sides sides) {
    WebhookInfo actual = sides.actual();
    Expected expected =
        new Expected(
            sides.expected().url(),
            sides.expected().allowedUpdates(),
            sides.expected().maxConnections());
    List<String> kinds = actual.allowedUpdates() == null ? List.of() : actual.allowedUpdates();
    return new WebhookReportView(
        expected,
        new Actual(
            actual.url(),
            kinds,
            actual.maxConnections(),
            actual.pendingUpdateCount(),
            actual.lastErrorDate() == null ? null : Instant.ofEpochSecond(actual.lastErrorDate()),
            actual.lastErrorMessage()),
        expected.url().equals(actual.url()) && kinds.containsAll(expected.allowedUpdates()));
  }
}
