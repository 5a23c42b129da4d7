package io.github.tillgram.webhook;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a look at a webhook found, as one line: {@code URL_CHANGED,KINDS_UNKNOWN:subscription}.
 *
 * @param unknownKinds what the server did not keep though it had just been told
 */
record SeenFindings(Set<WebhookFinding> findings, Set<String> unknownKinds) {

  private static final String NEXT = ",";
  private static final String NEXT_KIND = ":";

  static SeenFindings none() {
    return new SeenFindings(EnumSet.noneOf(WebhookFinding.class), Set.of());
  }

  static SeenFindings read(String line) {
    SeenFindings seen = new SeenFindings(EnumSet.noneOf(WebhookFinding.class), new TreeSet<>());
    Arrays.stream(line.split(NEXT))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> List.of(entry.split(NEXT_KIND)))
        .forEach(seen::add);
    return seen;
  }

  String write() {
    return findings.stream()
        .map(one -> one == WebhookFinding.KINDS_UNKNOWN ? withKinds(one) : one.name())
        .collect(joining(NEXT));
  }

  private void add(List<String> entry) {
    findings.add(WebhookFinding.valueOf(entry.get(0)));
    unknownKinds.addAll(entry.subList(1, entry.size()));
  }

  private String withKinds(WebhookFinding finding) {
    return finding.name() + NEXT_KIND + String.join(NEXT_KIND, new TreeSet<>(unknownKinds));
  }
}
