package io.github.tillgram.testsupport;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** What a person types to a provider bot in the sandbox, and reads from it. */
public final class ProviderTalk {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Shop provider;
  private final long person;
  private final SandboxChat chat;
  private final Clockwork clockwork;

  public ProviderTalk(Shop provider, long person, Clockwork clockwork) {
    this.provider = provider;
    this.person = person;
    this.chat = new SandboxChat(provider, person);
    this.clockwork = clockwork;
  }

  public SandboxChat chat() {
    return chat;
  }

  /** Writes something, and waits for the next answer; gives it. */
  public String say(String text) {
    int before = answers().size();
    chat.say(text);
    return awaitAnswer(before);
  }

  /** Sends a photo, and waits for the next answer; gives it. */
  public String sendPhoto(String caption) {
    int before = answers().size();
    chat.sendPhoto(caption);
    return awaitAnswer(before);
  }

  /** Presses a button, and waits for the next answer; gives it. */
  public String press(String button) {
    int before = answers().size();
    chat.pressButton(button);
    return awaitAnswer(before);
  }

  /** Presses the button of the first message that has it, however old. */
  public String pressFirst(String button) {
    int before = answers().size();
    chat.pressFirstButton(button);
    return awaitAnswer(before);
  }

  /** Delivers an update of this person that the sandbox cannot make, and gives the answer. */
  public String deliver(String kind, JsonObject message) {
    int before = answers().size();
    provider.deliver(update(kind, message).encode()).then().statusCode(200);
    return awaitAnswer(before);
  }

  public JsonObject update(String kind, JsonObject message) {
    long id = Shop.nextUpdateId();
    return new JsonObject()
        .put("update_id", id)
        .put(
            kind,
            new JsonObject()
                .put("message_id", id)
                .put("from", Shop.user(person))
                .put("chat", new JsonObject().put("id", person).put("type", "private"))
                .put("date", System.currentTimeMillis() / 1000)
                .mergeIn(message));
  }

  /** Opens a link's conversation and chooses Live. */
  public void begin(String code) {
    say("/start " + code);
    press("Live");
  }

  /** What the bot said, oldest first. */
  public List<String> answers() {
    return chat.messages().stream()
        .filter(message -> message.getBoolean("fromBot"))
        .map(message -> message.getString("text"))
        .toList();
  }

  /** What the person wrote and can still read. */
  public List<String> written() {
    return chat.messages().stream()
        .filter(message -> !message.getBoolean("fromBot"))
        .map(message -> message.getString("text"))
        .toList();
  }

  public void awaitSaid(String part) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              clockwork.endWaiting(provider.botId());
              return answers().stream().anyMatch(answer -> answer.contains(part));
            });
  }

  /** Waits until nothing that the person wrote contains this any more. */
  public void awaitGone(String part) {
    await()
        .atMost(PATIENCE)
        .until(() -> written().stream().noneMatch(text -> text != null && text.contains(part)));
  }

  private String awaitAnswer(int before) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              clockwork.endWaiting(provider.botId());
              return answers().size() > before;
            });
    return answers().get(before);
  }
}
