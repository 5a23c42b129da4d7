package io.github.tillgram.sandbox.apay.book;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A project of a merchant: its keys, webhook rows and payment systems. */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
public final class Project {
  private final String id;
  private final String name;
  private final Map<String, WebhookRow> rows = new LinkedHashMap<>();
  private final Map<String, PaymentSystem> systems = new LinkedHashMap<>();
  private final List<Result> collected = new ArrayList<>();
  private Keys keys;
  private Manners manners = Manners.usual();

  /** What proves who is who: the API key is the merchant's, the other two sign postbacks. */
  public record Keys(String apiKey, String accessKey, String privateKey) {

    /** None of them may reach a log by accident. */
    @Override
    public String toString() {
      return "Keys";
    }
  }

  @JsonCreator
  public Project(
      @JsonProperty("id") String id,
      @JsonProperty("name") String name,
      @JsonProperty("keys") Keys keys) {
    this.id = id;
    this.name = name;
    this.keys = keys;
  }

  public String id() {
    return id;
  }

  public String name() {
    return name;
  }

  public Keys keys() {
    return keys;
  }

  public void keys(Keys other) {
    keys = other;
  }

  /** The first row is the default. */
  public Collection<WebhookRow> rows() {
    return rows.values();
  }

  public Optional<WebhookRow> row(String rowId) {
    return Optional.ofNullable(rows.get(rowId));
  }

  public void put(WebhookRow row) {
    rows.put(row.id(), row);
  }

  public Collection<PaymentSystem> systems() {
    return systems.values();
  }

  public Optional<PaymentSystem> system(String systemName) {
    return Optional.ofNullable(systems.get(systemName));
  }

  public void put(PaymentSystem system) {
    systems.put(system.name(), system);
  }

  public Manners manners() {
    return manners;
  }

  public void manners(Manners other) {
    manners = other;
  }

  /** Results that wait for others to make a postback with. */
  public List<Result> collected() {
    return collected;
  }
}
