package io.github.tillgram.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tillgram.sandbox.world.Bot;
import io.github.tillgram.sandbox.world.ChatLog;
import io.github.tillgram.sandbox.world.GroupChat;
import io.github.tillgram.sandbox.world.People;
import io.github.tillgram.sandbox.world.Person;
import io.github.tillgram.sandbox.world.World;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;

/**
 * A request to the sandbox's own API: a JSON object, or the query string as one.
 *
 * @param origin scheme and host it came to
 */
public record Ask(World world, JsonNode fields, String origin) {

  public Bot bot() {
    return world
        .botByName(text("bot"))
        .orElseThrow(() -> Complaint.missing("There is no such bot; bot is an id or a username"));
  }

  public Person person() {
    return People.find(fields.path("person").asLong())
        .orElseThrow(() -> Complaint.missing("There is no such person; person is an id"));
  }

  public GroupChat group() {
    return world
        .group(number("chat"))
        .orElseThrow(() -> Complaint.missing("There is no such group; chat is its id"));
  }

  /** Where it happens: a group or channel if one is named, else the person's chat with the bot. */
  public ChatLog chat() {
    return has("chat") ? group() : bot().chatWith(person());
  }

  public String text(String name) {
    return fields.path(name).asText("");
  }

  public long number(String name) {
    return fields.path(name).asLong();
  }

  /** A number, written as one or as a text; null without it. */
  public BigDecimal decimal(String name) {
    try {
      return has(name) ? new BigDecimal(text(name)) : null;
    } catch (NumberFormatException e) {
      throw Complaint.invalid(name + " must be a number, such as 500 or 12.50");
    }
  }

  public boolean has(String name) {
    return fields.hasNonNull(name);
  }

  public boolean flag(String name, boolean fallback) {
    return fields.path(name).asBoolean(fallback);
  }

  /** A duration as ISO 8601 spells it, such as PT90S or P30D. */
  public Duration duration(String name, Duration fallback) {
    try {
      return has(name) ? Duration.parse(text(name)) : fallback;
    } catch (DateTimeParseException e) {
      throw Complaint.invalid(name + " must be a duration such as PT90S or P30D");
    }
  }

  public <E extends Enum<E>> E choice(Class<E> type, String name, E fallback) {
    if (!has(name)) {
      return fallback;
    }
    try {
      return Enum.valueOf(type, text(name));
    } catch (IllegalArgumentException e) {
      throw Complaint.invalid(name + " must be one of " + EnumSet.allOf(type));
    }
  }
}
