package io.github.tillgram.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Listener;
import io.github.tillgram.testsupport.Listener.Answer;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to lines when two are at them, and to those nobody is at. */
@QuarkusTest
class DeliveryLinesTest {

  @Inject Shops shops;
  @Inject Database database;
  @Inject DataSource connections;
  @Inject TidyDeliveries tidy;
  @Inject RecoverEvents recovery;

  private Shop shop;
  private Listener listener;

  @BeforeEach
  void open() throws IOException {
    shop = shops.open();
    listener = new Listener();
  }

  @AfterEach
  void close() {
    listener.close();
    database.update("UPDATE endpoint SET state = 'DELETED', disabled_reason = NULL");
  }

  @Test
  void whatIsAddedWhileALineIsBeingClosedIsDelivered() throws Exception {
    CountDownLatch answers = new CountDownLatch(1);
    listener.answering(
        heard -> {
          answers.await();
          return Answer.of(200);
        });
    UUID endpoint = add();
    UUID invoice = shop.issue(Shop.tea());
    soon(() -> assertThat(listener.heard()).hasSize(1));

    try (Connection other = connections.getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.executeUpdate(
          """
          INSERT INTO delivery (id, endpoint_id, merchant_id, position, type, line)
          SELECT gen_random_uuid(), endpoint_id, merchant_id, position, type, line FROM delivery
          WHERE endpoint_id = '%1$s' AND line = '%2$s';
          INSERT INTO delivery_line AS known (endpoint_id, line) VALUES ('%1$s', '%2$s')
          ON CONFLICT (endpoint_id, line) DO UPDATE SET due_at = known.due_at
          """
              .formatted(endpoint, invoice));
      answers.countDown();
      database.awaitBlocked(1);
      other.commit();
    }

    soon(() -> assertThat(pending(endpoint)).isZero());
    assertThat(listener.heard()).hasSize(2);
  }

  @Test
  void whoeverLostHisClaimEndsNothing() throws SQLException {
    CountDownLatch answers = new CountDownLatch(1);
    listener.answering(
        heard -> {
          answers.await();
          return Answer.of(500);
        });
    UUID endpoint = add();
    shop.issue(Shop.tea());
    soon(() -> assertThat(listener.heard()).hasSize(1));
    database.update(
        "UPDATE delivery_line SET lease_owner = gen_random_uuid() WHERE endpoint_id = ?", endpoint);

    answers.countDown();

    soon(
        () ->
            assertThat(
                    database.number(
                        "SELECT count(*) FROM endpoint WHERE id = ? AND failing_since IS NOT NULL",
                        endpoint))
                .isEqualTo(1));
    assertThat(database.number("SELECT attempts FROM delivery WHERE endpoint_id = ?", endpoint))
        .isZero();
  }

  @Test
  void aClaimWhoseOwnerDiedIsTakenOver() {
    UUID endpoint = add();
    listener.answering(500);
    shop.issue(Shop.tea());
    soon(() -> assertThat(listener.heard()).hasSize(1));
    soon(() -> assertThat(database.number(ATTEMPTS, endpoint)).isEqualTo(1));
    listener.answering(200);
    database.update(
        "UPDATE delivery_line SET lease_owner = gen_random_uuid(), due_at = now()"
            + " WHERE endpoint_id = ?",
        endpoint);

    soon(() -> assertThat(pending(endpoint)).isZero());
    assertThat(listener.heard()).hasSize(2);
  }

  @Test
  void anEndpointForWhichTooMuchWaitsIsSwitchedOff() throws IOException {
    listener.answering(500);
    UUID endpoint = add();
    shop.issue(Shop.tea());
    soon(() -> assertThat(pending(endpoint)).isEqualTo(1));
    database.update(
        """
        INSERT INTO delivery (id, endpoint_id, merchant_id, position, type, line)
        SELECT gen_random_uuid(), endpoint_id, merchant_id, position, type, line
        FROM delivery, generate_series(1, 99999) WHERE endpoint_id = ?
        """,
        endpoint);
    run(tidy.switchOffOverfull());
    assertThat(state(endpoint)).isEqualTo("ENABLED");

    shop.issue(Shop.tea());
    soon(() -> assertThat(pending(endpoint)).isEqualTo(100_001));
    run(tidy.switchOffOverfull());

    assertThat(state(endpoint)).isEqualTo("DISABLED");
    assertThat(database.text("SELECT disabled_reason FROM endpoint WHERE id = ?", endpoint))
        .isEqualTo("BACKLOG");
    database.update("DELETE FROM delivery WHERE endpoint_id = ?", endpoint);
  }

  @Test
  void whatWaitsAtAnEndpointThatIsOffIsGivenUpAfterThreeDays() {
    listener.answering(500);
    UUID endpoint = add();
    UUID invoice = shop.issue(Shop.tea());
    shop.cancel(invoice);
    soon(() -> assertThat(pending(endpoint)).isEqualTo(2));
    switchOff(endpoint);
    database.update(
        "UPDATE delivery SET created_at = now() - interval '71 hours' WHERE endpoint_id = ?",
        endpoint);
    run(tidy.giveUpIdle());
    assertThat(pending(endpoint)).isEqualTo(2);

    database.update(
        "UPDATE delivery SET created_at = now() - interval '73 hours'"
            + " WHERE endpoint_id = ? AND type = 'invoice.created'",
        endpoint);
    run(tidy.giveUpIdle());
    assertThat(pending(endpoint)).isEqualTo(1);
    assertThat(lines(endpoint)).isEqualTo(1);

    database.update(
        "UPDATE delivery SET created_at = now() - interval '73 hours' WHERE endpoint_id = ?",
        endpoint);
    run(tidy.giveUpIdle());
    assertThat(pending(endpoint)).isZero();
    assertThat(lines(endpoint)).isZero();
  }

  @Test
  void whatWaitsAtADeletedEndpointIsGivenUpAtOnce() {
    listener.answering(500);
    UUID endpoint = add();
    shop.issue(Shop.tea());
    soon(() -> assertThat(pending(endpoint)).isEqualTo(1));
    shop.api().delete("/api/v1/endpoints/" + endpoint).then().statusCode(204);

    run(tidy.giveUpIdle());

    soon(() -> assertThat(pending(endpoint)).isZero());
    assertThat(lines(endpoint)).isZero();
  }

  @Test
  void whatEndedIsForgottenAfterThirtyDays() {
    UUID endpoint = add();
    shop.issue(Shop.tea());
    shop.issue(Shop.tea());
    soon(() -> assertThat(listener.heard()).hasSize(2));
    soon(() -> assertThat(pending(endpoint)).isZero());
    database.update(
        "UPDATE delivery SET created_at = now() - interval '31 days' WHERE id ="
            + " (SELECT min(id::text)::uuid FROM delivery WHERE endpoint_id = ?)",
        endpoint);

    run(tidy.forget());

    assertThat(database.number("SELECT count(*) FROM delivery WHERE endpoint_id = ?", endpoint))
        .isEqualTo(1);
    assertThat(database.number(ATTEMPTS, endpoint)).isEqualTo(1);
  }

  @Test
  void aRecoveryWaitsForWhatIsOffAndForWhatHasEnoughToDo() {
    UUID endpoint = add();
    switchOff(endpoint);
    UUID missed = shop.issue(Shop.tea());
    soon(() -> assertThat(sealed(missed)).isEqualTo(1));
    recover(endpoint);
    run(recovery.goOn());
    run(recovery.goOn());
    run(recovery.goOn());
    assertThat(pending(endpoint)).as("off").isZero();

    database.update(
        """
        INSERT INTO delivery (id, endpoint_id, merchant_id, position, type, line)
        SELECT gen_random_uuid(), id, merchant_id, 1000000, 'invoice.paid', id
        FROM endpoint, generate_series(1, 50001) WHERE id = ?
        """,
        endpoint);
    database.update(
        "UPDATE endpoint SET state = 'ENABLED', disabled_reason = NULL,"
            + " paused_until = now() + interval '1 hour' WHERE id = ?",
        endpoint);
    run(recovery.goOn());
    run(recovery.goOn());
    assertThat(waiting(endpoint, missed)).as("busy").isZero();

    database.update("DELETE FROM delivery WHERE endpoint_id = ?", endpoint);
    soon(() -> assertThat(waiting(endpoint, missed)).isEqualTo(1));
  }

  @Test
  void recoveriesOfOneEndpointAreOneAndEndWithIt() {
    UUID endpoint = add();
    switchOff(endpoint);
    UUID missed = shop.issue(Shop.tea());
    soon(() -> assertThat(sealed(missed)).isEqualTo(1));
    recover(endpoint);
    recover(endpoint);
    assertThat(recoveries(endpoint)).isEqualTo(1);

    shop.api().delete("/api/v1/endpoints/" + endpoint).then().statusCode(204);

    soon(() -> assertThat(recoveries(endpoint)).isZero());
    assertThat(pending(endpoint)).isZero();
  }

  @Test
  void aRecoveryWaitsForWhoeverIsSealing() throws Exception {
    UUID endpoint = add();
    UUID told = shop.issue(Shop.tea());
    soon(() -> assertThat(listener.heard()).hasSize(1));
    try (Connection other = connections.getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute(
          "SELECT FROM event_chain WHERE merchant_id = '00000000-0000-0000-0000-000000000000'"
              + " FOR UPDATE");
      recover(endpoint);
      database.awaitBlocked(1);
      assertThat(
              database.value(
                  "SELECT last_position FROM endpoint_recovery WHERE endpoint_id = ?", endpoint))
          .isNull();
      other.rollback();
    }

    soon(() -> assertThat(recoveries(endpoint)).isZero());
    assertThat(waiting(endpoint, told)).isZero();
  }

  private static final String ATTEMPTS =
      "SELECT count(*) FROM delivery_attempt a JOIN delivery d ON d.id = a.delivery_id"
          + " WHERE d.endpoint_id = ?";

  private UUID add() {
    return UUID.fromString(
        shop.api()
            .body(new JsonObject().put("url", listener.url()).encode())
            .post("/api/v1/endpoints")
            .then()
            .statusCode(201)
            .extract()
            .path("id"));
  }

  private void switchOff(UUID endpoint) {
    shop.api()
        .body("{\"enabled\":false}")
        .patch("/api/v1/endpoints/" + endpoint)
        .then()
        .statusCode(200);
  }

  private void recover(UUID endpoint) {
    shop.api()
        .body("{\"since\":\"2020-01-01T00:00:00Z\"}")
        .post("/api/v1/endpoints/" + endpoint + "/recover")
        .then()
        .statusCode(202);
  }

  private long recoveries(UUID endpoint) {
    return database.number(
        "SELECT count(*) FROM endpoint_recovery WHERE endpoint_id = ?", endpoint);
  }

  private long sealed(UUID invoice) {
    return database.number(
        "SELECT count(*) FROM invoice_event WHERE invoice_id = ? AND position IS NOT NULL",
        invoice);
  }

  private long waiting(UUID endpoint, UUID invoice) {
    return database.number(
        "SELECT count(*) FROM delivery WHERE endpoint_id = ? AND line = ? AND state = 'PENDING'",
        endpoint,
        invoice);
  }

  private String state(UUID endpoint) {
    return database.text("SELECT state FROM endpoint WHERE id = ?", endpoint);
  }

  private long pending(UUID endpoint) {
    return database.number(
        "SELECT count(*) FROM delivery WHERE state = 'PENDING' AND endpoint_id = ?", endpoint);
  }

  private long lines(UUID endpoint) {
    return database.number("SELECT count(*) FROM delivery_line WHERE endpoint_id = ?", endpoint);
  }

  private static void run(Uni<Void> work) {
    work.await().atMost(Duration.ofSeconds(60));
  }

  private static void soon(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
  }
}
