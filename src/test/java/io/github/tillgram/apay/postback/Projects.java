package io.github.tillgram.apay.postback;

import io.github.tillgram.apay.deposit.Entry;
import io.github.tillgram.apay.onboarding.Signer;
import io.github.tillgram.security.RandomTokens;
import io.github.tillgram.security.Secret;
import io.github.tillgram.testsupport.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Connects projects of A-Pay, and looks at what came of their postbacks. */
@ApplicationScoped
class Projects {

  private final PaperSigners signers;
  private final TakenEntries taken;
  private final Database database;

  Projects(PaperSigners signers, TakenEntries taken, Database database) {
    this.signers = signers;
    this.taken = taken;
    this.database = database;
  }

  /** With keys of its own. */
  Project open() {
    String unique = RandomTokens.name();
    return open(new Keys("a-" + unique, "p-" + unique));
  }

  Project open(Keys keys) {
    UUID merchant = UUID.randomUUID();
    UUID project = UUID.randomUUID();
    String projectKey = RandomTokens.name();
    database.update("INSERT INTO merchant (id, name) VALUES (?, 'Postbacks')", merchant);
    database.update(
        "INSERT INTO apay_project (id, merchant_id, project_key, mode, remote_id, webhook_id, api_key)"
            + " VALUES (?, ?, ?, 'TEST', '1234567', '7654321', 'none')",
        project,
        merchant,
        projectKey);
    signers.put(
        projectKey,
        new Signer(project, merchant, Secret.of(keys.access()), Secret.of(keys.secret())));
    taken.watch(project);
    return new Project(project, projectKey, keys);
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

    /** Nobody has its keys any more. */
    @Override
    public void close() {
      signers.remove(key);
      taken.forget(id);
    }
  }
}
