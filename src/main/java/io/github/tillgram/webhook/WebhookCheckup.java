package io.github.tillgram.webhook;

import static java.util.stream.Collectors.toSet;

import io.github.tillgram.telegram.api.SetWebhook;
import io.github.tillgram.telegram.api.UpdateKind;
import io.github.tillgram.telegram.api.WebhookInfo;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What Telegram says of a webhook, measured by what it was told.
 *
 * @param unknownKinds what is missing because the server does not know it, as was seen before
 */
record WebhookCheckup(
    Set<WebhookFinding> findings,
    Set<String> unknownKinds,
    int pendingUpdates,
    Optional<Instant> lastErrorAt,
    Optional<String> lastErrorMessage) {

  /** What a list that Telegram does not show stands for: everything but these. */
  private static final Set<UpdateKind> NOT_BY_DEFAULT =
      EnumSet.of(
          UpdateKind.CHAT_MEMBER, UpdateKind.MESSAGE_REACTION, UpdateKind.MESSAGE_REACTION_COUNT);

  /** In Telegram's words for an answer of ours. */
  private static final String REFUSED_BY_US = "401 Unauthorized";

  /**
   * Kinds that nobody asked for do no harm and are no finding: during an update the version before
   * would take away what the new one wants. An error stays after things work again, so only one
   * that came after those known tells something.
   */
  static WebhookCheckup of(
      SetWebhook expected, WebhookInfo actual, Instant errorsKnownUntil, Set<String> unknown) {
    Set<WebhookFinding> findings = EnumSet.noneOf(WebhookFinding.class);
    if (!actual.url().equals(expected.url())) {
      findings.add(
          actual.url().isEmpty() ? WebhookFinding.URL_MISSING : WebhookFinding.URL_CHANGED);
    }
    List<String> missing = missingKinds(expected.allowedUpdates(), actual.allowedUpdates());
    Set<String> unknownKinds = missing.stream().filter(unknown::contains).collect(toSet());
    if (unknownKinds.size() < missing.size()) {
      findings.add(WebhookFinding.KINDS_MISSING);
    }
    if (!unknownKinds.isEmpty()) {
      findings.add(WebhookFinding.KINDS_UNKNOWN);
    }
    if (actual.maxConnections() != null && actual.maxConnections() != expected.maxConnections()) {
      findings.add(WebhookFinding.CONNECTIONS_CHANGED);
    }
    newError(actual, errorsKnownUntil).ifPresent(findings::add);
    return new WebhookCheckup(
        findings,
        unknownKinds,
        actual.pendingUpdateCount(),
        lastErrorAt(actual),
        Optional.ofNullable(actual.lastErrorMessage()));
  }

  /** Nothing else can be known of the webhook, then. */
  static WebhookCheckup ofRevokedToken() {
    return new WebhookCheckup(
        EnumSet.of(WebhookFinding.TOKEN_REVOKED), Set.of(), 0, Optional.empty(), Optional.empty());
  }

  /**
   * What Telegram was not asked for.
   *
   * @param actual {@code null} when Telegram shows none, because it has its default
   */
  static List<String> missingKinds(List<String> expected, List<String> actual) {
    return expected.stream()
        .filter(kind -> actual == null ? !isDefault(kind) : !actual.contains(kind))
        .toList();
  }

  boolean isDrift() {
    return findings.stream().anyMatch(WebhookFinding::isRepairable);
  }

  /** Whether nothing else is to be mended. */
  boolean lacksOnlyKinds() {
    return findings.stream()
        .filter(WebhookFinding::isRepairable)
        .allMatch(finding -> finding == WebhookFinding.KINDS_MISSING);
  }

  private static boolean isDefault(String kind) {
    return UpdateKind.ofWireName(kind).filter(known -> !NOT_BY_DEFAULT.contains(known)).isPresent();
  }

  private static Optional<WebhookFinding> newError(WebhookInfo actual, Instant known) {
    return lastErrorAt(actual)
        .filter(at -> at.isAfter(known))
        .map(
            at ->
                String.valueOf(actual.lastErrorMessage()).contains(REFUSED_BY_US)
                    ? WebhookFinding.SECRET_REFUSED
                    : WebhookFinding.DELIVERY_FAILING);
  }

  private static Optional<Instant> lastErrorAt(WebhookInfo actual) {
    return Optional.ofNullable(actual.lastErrorDate()).map(Instant::ofEpochSecond);
  }
}
