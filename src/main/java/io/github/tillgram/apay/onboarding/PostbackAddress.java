package io.github.tillgram.apay.onboarding;

import io.github.tillgram.webhook.WebhookConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Where A-Pay sends postbacks to. */
@ApplicationScoped
public class PostbackAddress {

  private static final String DOOR = "/apay/deposit/postback";

  private final WebhookConfig config;

  PostbackAddress(WebhookConfig config) {
    this.config = config;
  }

  /** The one of all projects; only a path where nobody said how we are reached. */
  String ofAll() {
    return config.publicUrl().map(root -> root.replaceFirst("/+$", "")).orElse("") + DOOR;
  }

  /** The one of a project; none where nobody said how we are reached. */
  public Optional<String> of(ApayProject project) {
    return config.publicUrl().map(root -> ofAll() + "/" + project.projectKey());
  }
}
