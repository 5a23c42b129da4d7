package io.github.tillgram.sandbox.world;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Set;
import java.util.TreeSet;

/** What a message sells besides its preview, and who has bought it. */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
public final class PaidMedia {
  private final int stars;
  private final String payload;
  private final Set<Long> buyers = new TreeSet<>();

  @JsonCreator
  public PaidMedia(@JsonProperty("stars") int stars, @JsonProperty("payload") String payload) {
    this.stars = stars;
    this.payload = payload;
  }

  public int stars() {
    return stars;
  }

  /** Empty: the bot does not want to hear of purchases. */
  public String payload() {
    return payload;
  }

  public boolean isBoughtBy(long person) {
    return buyers.contains(person);
  }

  public void boughtBy(long person) {
    buyers.add(person);
  }
}
