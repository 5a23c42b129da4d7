package io.github.tillgram.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.notification.outbox.OutboxOutcome;
import io.github.tillgram.telegram.client.BotApiFailure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SendingOutcomeTest {

  private final SendingOutcome outcomes = new SendingOutcome();

  @Test
  void aGroupThatBecameASupergroupIsFollowedToItsNewId() {
    OutboxOutcome outcome =
        of(new BotApiFailure.Refused(400, "group chat was upgraded", -1001234567890L), false);

    assertThat(outcome).isInstanceOf(OutboxOutcome.Retry.class);
    assertThat(((OutboxOutcome.Retry) outcome).newBody()).contains("to -1001234567890");
  }

  @Test
  void aRevokedTokenIsWaitedFor() {
    assertThat(of(new BotApiFailure.Refused(401, "Unauthorized", null), false))
        .isEqualTo(OutboxOutcome.retry("Unauthorized"));
  }

  @Test
  void anyOtherRefusalIsFinal() {
    assertThat(of(new BotApiFailure.Refused(403, "bot was blocked by the user", null), true))
        .isEqualTo(new OutboxOutcome.GiveUp("bot was blocked by the user"));
  }

  @Test
  void aFloodRefusalIsWaitedOutByEverythingTheBotSays() {
    assertThat(of(new BotApiFailure.RateLimited(Duration.ofSeconds(17), "retry after 17"), false))
        .isEqualTo(new OutboxOutcome.Pause("retry after 17", Duration.ofSeconds(17)));
  }

  @Test
  void whatNeverArrivedIsTriedAgainWhateverItIs() {
    assertThat(of(new BotApiFailure.Unreachable("no connection"), false))
        .isEqualTo(OutboxOutcome.retry("no connection"));
  }

  @Test
  void whatMayHaveArrivedIsTriedAgainOnlyWhereThatDoesNoHarm() {
    BotApiFailure failure = new BotApiFailure.Unanswered("no answer in time");

    assertThat(of(failure, true)).isEqualTo(OutboxOutcome.retry("no answer in time"));
    assertThat(of(failure, false)).isEqualTo(new OutboxOutcome.Unknown("no answer in time"));
  }

  private OutboxOutcome of(BotApiFailure failure, boolean repeatable) {
    return outcomes.of(failure, repeatable, chatId -> "to " + chatId);
  }
}
