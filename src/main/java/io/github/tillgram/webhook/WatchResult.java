package io.github.tillgram.webhook;

import io.github.tillgram.webhook.WatchQueue.Watched;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What follows from a look at a webhook.
 *
 * @param findings those of the checkup, and whether they come again and again
 * @param repairOrdered whether it is to be registered again now
 * @param repaired whether it was not in order before and is now; Telegram says so itself
 */
record WatchResult(
    WebhookCheckup checkup,
    Set<WebhookFinding> findings,
    RepairPace pace,
    boolean repairOrdered,
    boolean repaired) {

  static WatchResult of(
      Watched before, WebhookCheckup checkup, boolean registrationWaits, Duration interval) {
    boolean drift = checkup.isDrift();
    boolean wanted = drift || mayKnowMore(before, checkup);
    boolean order = wanted && !registrationWaits && before.pace().allowsAnother(interval);
    RepairPace pace = order ? before.pace().oneMore() : before.pace();
    Set<WebhookFinding> findings = EnumSet.noneOf(WebhookFinding.class);
    findings.addAll(checkup.findings());
    if (drift && pace.isContested()) {
      findings.add(WebhookFinding.CONTESTED);
    }
    return new WatchResult(
        checkup,
        findings,
        pace,
        order,
        before.wasDrift() && !drift && !findings.contains(WebhookFinding.TOKEN_REVOKED));
  }

  /** A server that is replaced by a newer one does not say so: once a day it is told all again. */
  private static boolean mayKnowMore(Watched before, WebhookCheckup checkup) {
    return !checkup.unknownKinds().isEmpty() && before.pace().isAtRest();
  }

  SeenFindings seen() {
    return new SeenFindings(findings, checkup.unknownKinds());
  }

  /** What was not so the last time. */
  List<WebhookFinding> news(Watched before) {
    return findings.stream().filter(finding -> !before.found(finding)).toList();
  }
}
