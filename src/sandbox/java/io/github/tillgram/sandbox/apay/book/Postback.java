package io.github.tillgram.sandbox.apay.book;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A postback with all tries to deliver it. Its bytes never change. */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
public final class Postback {
  private static final int MOST_TRIES_KEPT = 100;

  private final long id;
  private final String projectId;
  private final String url;
  private final byte[] body;
  private final List<String> orderIds;
  private final String trick;
  private final List<Try> tries = new ArrayList<>();
  private State state = State.WAITING;
  private long notBefore;
  private int failures;

  /** What became of it. */
  public enum State {
    WAITING,
    DELIVERED,
    /** It is never sent, because somebody wanted it so. */
    DROPPED
  }

  /**
   * One try to deliver it.
   *
   * @param status 0: there was no answer
   * @param answer the beginning of it, or why there was none
   */
  public record Try(String at, int status, String answer) {}

  @JsonCreator
  public Postback(
      @JsonProperty("id") long id,
      @JsonProperty("projectId") String projectId,
      @JsonProperty("url") String url,
      @JsonProperty("body") byte[] body,
      @JsonProperty("orderIds") List<String> orderIds,
      @JsonProperty("trick") String trick) {
    this.id = id;
    this.projectId = projectId;
    this.url = url;
    this.body = body;
    this.orderIds = orderIds;
    this.trick = trick;
  }

  public long id() {
    return id;
  }

  public String projectId() {
    return projectId;
  }

  public String url() {
    return url;
  }

  public byte[] body() {
    return body;
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  public List<String> orderIds() {
    return orderIds;
  }

  /** The trouble that was ordered for it; empty without any. */
  public String trick() {
    return trick;
  }

  public State state() {
    return state;
  }

  public void drop() {
    state = State.DROPPED;
  }

  /** Milliseconds since the epoch, of the real clock. */
  public long notBefore() {
    return notBefore;
  }

  public void notBefore(long millis) {
    notBefore = millis;
  }

  public List<Try> tries() {
    return tries;
  }

  /** How often it was not acknowledged since it was last. */
  public int failures() {
    return failures;
  }

  public void tried(Try result, boolean acknowledged) {
    if (tries.size() == MOST_TRIES_KEPT) {
      tries.remove(0);
    }
    tries.add(result);
    failures = acknowledged ? 0 : failures + 1;
    state = acknowledged ? State.DELIVERED : state;
  }
}
