package io.github.tillgram.sandbox.botapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.delivery.Deliveries;
import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.Json;
import io.github.tillgram.sandbox.world.UpdateKind;
import io.github.tillgram.sandbox.world.WebhookSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/**
 * Webhook configuration with the checks of a local Bot API server: plain HTTP, any port and private
 * addresses are fine. Nothing is requested from the URL.
 */
final class WebhookMethods {
  private static final int LONGEST_SECRET = 256;

  private final Deliveries deliveries;

  WebhookMethods(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  Answer setWebhook(Call call) {
    Bot bot = call.bot();
    Arguments arguments = call.arguments();
    if (arguments.text("url").isEmpty()) {
      return deleteWebhook(call);
    }
    WebhookSettings settings = settings(arguments);
    List<String> allowed = AllowedUpdates.of(arguments, bot);
    boolean drops = arguments.flag("drop_pending_updates");
    if (!drops && settings.equals(bot.webhook()) && allowed.equals(bot.allowedUpdates())) {
      return Answer.yes("Webhook is already set");
    }
    bot.allowUpdates(allowed);
    change(bot, settings, drops);
    return Answer.yes("Webhook was set");
  }

  Answer deleteWebhook(Call call) {
    Bot bot = call.bot();
    boolean drops = call.arguments().flag("drop_pending_updates");
    boolean wasSet = bot.webhook().isSet();
    if (wasSet || drops) {
      change(bot, WebhookSettings.none(), drops);
    }
    return Answer.yes(wasSet ? "Webhook was deleted" : "Webhook is already deleted");
  }

  Answer getWebhookInfo(Call call) {
    Bot bot = call.bot();
    WebhookSettings webhook = bot.webhook();
    ObjectNode info =
        Json.object()
            .put("url", webhook.url())
            .put("has_custom_certificate", false)
            .put("pending_update_count", bot.inbox().size());
    if (webhook.isSet()) {
      info.put("ip_address", webhook.ipAddress().isEmpty() ? "<unknown>" : webhook.ipAddress());
      bot.lastError()
          .ifPresent(
              error ->
                  info.put("last_error_date", error.date())
                      .put("last_error_message", error.message()));
      info.put("max_connections", webhook.maxConnections());
    }
    if (!bot.allowedUpdates().equals(UpdateKind.defaults())) {
      info.set("allowed_updates", Json.tree(bot.allowedUpdates()));
    }
    return Answer.of(info);
  }

  private void change(Bot bot, WebhookSettings settings, boolean dropPending) {
    if (dropPending) {
      bot.inbox().clear();
    }
    bot.setWebhook(settings);
    deliveries.webhookChanged(bot);
  }

  private static WebhookSettings settings(Arguments arguments) {
    String secret = arguments.text("secret_token");
    if (secret.length() > LONGEST_SECRET) {
      throw ApiFailure.badRequest("secret token is too long");
    }
    if (!secret.matches("[A-Za-z0-9_-]*")) {
      throw ApiFailure.badRequest("secret token contains unallowed characters");
    }
    int connections =
        arguments.clamped("max_connections", WebhookSettings.DEFAULT_CONNECTIONS, 1, 100);
    return new WebhookSettings(
        url(arguments.text("url")), secret, arguments.text("ip_address"), connections);
  }

  private static String url(String text) {
    String url = text.contains("://") ? text : "https://" + text;
    try {
      URI uri = new URI(url);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getPort() <= 65_535) {
        return url;
      }
    } catch (URISyntaxException e) {
      throw ApiFailure.badRequest("invalid webhook URL specified");
    }
    throw ApiFailure.badRequest("invalid webhook URL specified");
  }
}
