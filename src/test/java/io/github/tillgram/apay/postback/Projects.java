package io.github.tillgram.apay.postback;

import static io.restassured.RestAssured.given;

import io.github.tillgram.apay.deposit.Entry;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.Shops;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Connects projects of A-Pay, and looks at what came of their postbacks. */
@ApplicationScoped
class Projects {

  private static final AtomicInteger NUMBER = new AtomicInteger(1_000_000);

  private final Shops shops;
  private final TakenEntries taken;
  private final Database database;

  Projects(Shops shops, TakenEntries taken, Database database) {
    this.shops = shops;
    this.taken = taken;
    this.database = database;
  }

  /** With keys of its own. */
  Project open() {
    return open(Keys.fresh());
  }

  Project open(Keys keys) {
    JsonPath project =
        given()
            .auth()
            .oauth2(shops.merchant("Postbacks").getString("apiKey"))
            .contentType(ContentType.JSON)
            .body(
                Map.of(
                    "mode",
                    "TEST",
                    "apiKey",
                    Keys.fresh().access(),
                    "projectId",
                    "" + NUMBER.incrementAndGet(),
                    "webhookId",
                    "7654321",
                    "accessKey",
                    keys.access(),
                    "privateKey",
                    keys.secret()))
            .post("/api/v1/apay-projects")
            .then()
            .statusCode(201)
            .extract()
            .jsonPath();
    UUID id = UUID.fromString(project.getString("id"));
    taken.watch(id);
    return new Project(id, project.getString("projectKey"), keys);
  }

  /** A project and the keys that A-Pay signs with. */
  final class Project implements AutoCloseable {

    private final UUID id;
    private final String key;
    private final Keys keys;

    private Project(UUID id, String key, Keys keys) {
      this.id = id;
      this.key = key;
      this.keys = keys;
    }

    UUID id() {
      return id;
    }

    String key() {
      return key;
    }

    Keys keys() {
      return keys;
    }

    /** What the books were given, batch by batch. */
    List<List<Entry>> taken() {
      return taken.of(id);
    }

    void failWith(Throwable failure) {
      taken.failWith(id, failure);
    }

    void work() {
      taken.work(id);
    }

    List<Object> keptBodies() {
      return database.column("SELECT body FROM apay_postback WHERE project_id = ?", id);
    }

    List<Object> keptForms() {
      return database.column("SELECT form FROM apay_postback WHERE project_id = ?", id);
    }

    void age(int days) {
      database.update(
          "UPDATE apay_postback SET created_at = now() - ? * interval '1 day' WHERE project_id = ?",
          days,
          id);
    }

    /** What was posted so far was never posted. */
    void forget() {
      database.update("DELETE FROM apay_postback WHERE project_id = ?", id);
      taken.watch(id);
    }

    /** Nobody has its keys any more. */
    @Override
    public void close() {
      database.update("DELETE FROM apay_signing_key WHERE project_id = ?", id);
      taken.forget(id);
    }
  }
}
