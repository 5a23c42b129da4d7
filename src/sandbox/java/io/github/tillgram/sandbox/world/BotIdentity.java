package io.github.tillgram.sandbox.world;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What BotFather told the merchant about a bot. */
public record BotIdentity(
    long id,
    String token,
    String name,
    String username,
    String providerToken,
    String liveProviderToken,
    Environment environment) {

  /** What was saved before there were two environments says nothing of them. */
  public BotIdentity {
    environment = environment == null ? Environment.PRODUCTION : environment;
  }

  public boolean livesOnTestServers() {
    return environment == Environment.TEST;
  }

  public ObjectNode user() {
    return Json.object()
        .put("id", id)
        .put("is_bot", true)
        .put("first_name", name)
        .put("username", username);
  }

  public boolean ownsProvider(String candidate) {
    return candidate.equals(providerToken) || candidate.equals(liveProviderToken);
  }

  BotIdentity withToken(String other) {
    return new BotIdentity(
        id, other, name, username, providerToken, liveProviderToken, environment);
  }

  BotIdentity withProviderTokens(String test, String live) {
    return new BotIdentity(id, token, name, username, test, live, environment);
  }

  /** Tokens must not reach a log by accident. */
  @Override
  public String toString() {
    return "BotIdentity[id=" + id + ", username=" + username + "]";
  }
}
