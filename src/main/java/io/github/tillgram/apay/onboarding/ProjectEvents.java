package io.github.tillgram.apay.onboarding;

import io.github.tillgram.event.EventType;
import io.github.tillgram.event.Timeline;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Writes down what people do to A-Pay projects, in the caller's transaction; never a key. */
@ApplicationScoped
class ProjectEvents {

  private final Timeline timeline;

  ProjectEvents(Timeline timeline) {
    this.timeline = timeline;
  }

  /**
   * @param chatId of whoever gave the data to a provider bot; personal
   */
  Uni<Void> connected(Connection.Connected connected, Optional<Long> chatId) {
    ApayProject project = connected.project();
    Map<String, Object> data = facts(project);
    data.put("apayProjectNumber", project.remoteId());
    data.put("mode", project.mode());
    data.put("known", !connected.created());
    project.botId().ifPresent(id -> data.put("botId", id));
    chatId.ifPresent(id -> data.put("chatId", id));
    return add(project, EventType.APAY_PROJECT_CONNECTED, data);
  }

  Uni<Void> changed(ApayProject project, ConnectProject.Changes changes) {
    Map<String, Object> data = facts(project);
    data.put("changed", names(changes));
    return names(changes).isEmpty()
        ? Uni.createFrom().voidItem()
        : add(project, EventType.APAY_PROJECT_CHANGED, data);
  }

  private static List<String> names(ConnectProject.Changes changes) {
    List<String> names = new ArrayList<>();
    changes.apiKey().ifPresent(key -> names.add("API_KEY"));
    changes.webhookId().ifPresent(id -> names.add("WEBHOOK_ID"));
    changes.accessKey().ifPresent(key -> names.add("ACCESS_KEY"));
    changes.privateKey().ifPresent(key -> names.add("PRIVATE_KEY"));
    changes.underpaymentTolerance().ifPresent(amount -> names.add("UNDERPAYMENT_TOLERANCE"));
    if (changes.forgetFormerKeys()) {
      names.add("FORMER_KEYS_FORGOTTEN");
    }
    return names;
  }

  Uni<Void> retired(ApayProject project) {
    return add(project, EventType.APAY_PROJECT_RETIRED, facts(project));
  }

  /**
   * @param botId whose payments the project is to take; {@code null} for all bots
   */
  Uni<Void> linkCreated(UUID merchantId, UUID botId, Instant expiresAt) {
    Map<String, Object> data = new LinkedHashMap<>();
    if (botId != null) {
      data.put("botId", botId);
    }
    data.put("expiresAt", expiresAt.toString());
    return timeline.add(merchantId, null, EventType.APAY_CONNECT_LINK_CREATED, data);
  }

  private static Map<String, Object> facts(ApayProject project) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("apayProjectId", project.id());
    return facts;
  }

  private Uni<Void> add(ApayProject project, EventType type, Map<String, ?> data) {
    return timeline.add(project.merchantId(), null, type, data);
  }
}
