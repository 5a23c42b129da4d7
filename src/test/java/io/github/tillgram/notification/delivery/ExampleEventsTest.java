package io.github.tillgram.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.event.EventShapes;
import io.github.tillgram.event.EventType;
import io.github.tillgram.event.ShapeCheck;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExampleEventsTest {

  @ParameterizedTest
  @EnumSource
  void anExampleHasTheShapeOfItsTypeAndSaysThatItIsOne(EventType type) {
    JsonObject body = new JsonObject(ExampleEvents.body(type.wireName()));

    assertThat(body.fieldNames())
        .containsExactly("type", "timestamp", "version", "example", "data");
    assertThat(body.getString("type")).isEqualTo(type.wireName());
    assertThat(body.getInteger("version")).isEqualTo(EventShapes.of(type).version());
    assertThat(body.getBoolean("example")).isTrue();
    assertThat(ShapeCheck.violations(type.wireName(), body.getJsonObject("data").getMap()))
        .isEmpty();
  }

  /** A replica of the version before may claim what the next one has begun. */
  @Test
  void anExampleOfATypeThatIsNotKnownHereIsEmpty() {
    JsonObject body = new JsonObject(ExampleEvents.body("tea.brewed"));

    assertThat(body.getInteger("version")).isEqualTo(1);
    assertThat(body.getJsonObject("data")).isEmpty();
  }
}
