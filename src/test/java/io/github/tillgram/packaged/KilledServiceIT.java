package io.github.tillgram.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Payments go on while the service is killed again and again. */
class KilledServiceIT {

  private static final Logger LOG = Logger.getLogger(KilledServiceIT.class);

  private Installation installation;

  @BeforeEach
  void install() {
    // Claims of the killed are taken over soon.
    installation =
        new Installation("killed")
            .with("TILLGRAM_OUTBOX_LEASE", "PT3S")
            .with("TILLGRAM_SHUTDOWN_DELAY", "PT0S");
  }

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void everyPaymentIsRecordedExactlyOnceHoweverOftenTheServiceIsKilled() throws Exception {
    List<Till> tills = openTills(6);
    try (Payers payers = begin(tills, Integer.MAX_VALUE)) {
      RandomKiller killer = new RandomKiller(payers, 4, 12);
      while (killer.kills() < 6) {
        liveAndDie(killer);
      }

      survive(payers);
      assertThat(payers.paid()).hasSizeGreaterThan(killer.kills());
    }
  }

  @Test
  @Tag("proof")
  void aThousandPaymentsAreRecordedExactlyOnceHoweverOftenTheServiceIsKilled() throws Exception {
    List<Till> tills = openTills(12);
    try (Payers payers = begin(tills, 1_000)) {
      RandomKiller killer = new RandomKiller(payers, 4, 150);
      while (!payers.areContent()) {
        liveAndDie(killer);
      }

      survive(payers);
      LOG.infof("%s; %d kills", payers, killer.kills());
      assertThat(payers.paid()).hasSize(1_000);
      assertThat(killer.kills()).isGreaterThanOrEqualTo(20);
    }
  }

  /** Each with a bot of its own; a bot may say only so much in a second. */
  private List<Till> openTills(int shops) throws InterruptedException {
    try (ServiceProcess service = installation.startFirst().awaitReady()) {
      List<Till> tills = installation.openTills(service.root(), shops);
      service.terminate();
      service.awaitExit(Duration.ofSeconds(30));
      return tills;
    }
  }

  private Payers begin(List<Till> tills, int most) {
    return new Payers(installation.telegram(), most).payAtTheDoor(tills).payInTheChat(tills.get(0));
  }

  private void liveAndDie(RandomKiller killer) throws InterruptedException {
    try (ServiceProcess service = installation.start()) {
      killer.kill(service);
    }
  }

  private void survive(Payers payers) throws Exception {
    try (ServiceProcess survivor = installation.start().awaitReady()) {
      payers.finish();
      assertThat(payers.cutShort()).as("times that there was no answer").isPositive();
      new Audit(installation, payers.paid()).passes();
      assertThat(survivor.isAlive()).isTrue();
    }
  }
}
