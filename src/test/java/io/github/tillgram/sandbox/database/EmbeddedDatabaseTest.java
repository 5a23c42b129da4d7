package io.github.tillgram.sandbox.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every user of the database is another JVM, since what happens when a JVM ends is at stake. */
@Timeout(60)
class EmbeddedDatabaseTest {

  private static final String LEASES =
      "select count(*) from pg_stat_activity where application_name = 'tillgram-lease'";

  @TempDir private static Path initialized;

  @TempDir private Path temporary;

  private final List<ChildJvm> children = new ArrayList<>();
  private Path dataDir;
  private Path cluster;

  /** A cluster, stopped, whose copies save most tests the time to make one. */
  @BeforeAll
  static void initialize() throws Exception {
    try (ChildJvm user = ChildJvm.using(initialized)) {
      user.url();
      user.exit();
    }
  }

  @BeforeEach
  void chooseDirectory() throws IOException {
    dataDir = temporary.toRealPath().resolve("not yet").resolve("there");
    cluster = dataDir.resolve("postgres");
  }

  @AfterEach
  void leaveNothingRunning() throws IOException {
    children.forEach(ChildJvm::close);
    if (serverRuns()) {
      ProcessHandle server = server();
      server.destroy();
      await().atMost(Duration.ofSeconds(20)).until(() -> !serverRuns());
    }
  }

  @Test
  void keepsDataWhenStoppedAndStarted() throws Exception {
    ChildJvm first = start();
    first.url();
    assertThat(first.execute("select version()")).startsWith("PostgreSQL 17");
    first.execute("create table note (text text)");
    first.execute("insert into note values ('ПРИВЕТ, 12 €')");
    first.exit();
    assertThat(serverRuns()).isFalse();

    ChildJvm second = start();
    second.url();
    assertThat(second.execute("select lower(text) from note")).isEqualTo("привет, 12 €");
  }

  @Test
  void isSetUpLikeAnyDatabaseThatMayNotLoseData() throws Exception {
    copyInitialized();
    ChildJvm user = start();

    assertThat(user.url()).matches("postgresql://localhost:\\d+/tillgram");
    assertThat(user.execute("show fsync")).isEqualTo("on");
    assertThat(user.execute("show data_checksums")).isEqualTo("on");
    assertThat(user.execute("show server_encoding")).isEqualTo("UTF8");
    assertThat(user.execute("select setting from pg_file_settings where lower(name) = 'timezone'"))
        .isEqualTo("UTC");
    assertThat(user.execute("show listen_addresses")).isEqualTo("localhost");
    assertThat(user.execute("show unix_socket_directories")).isEmpty();
    assertThat(
            user.execute(
                "select count(*) from pg_hba_file_rules where auth_method <> 'scram-sha-256'"))
        .isEqualTo("0");
  }

  @Test
  void adoptsTheServerOfAKilledJvm() throws Exception {
    copyInitialized();
    ChildJvm killed = start();
    String url = killed.url();
    killed.execute("create table note as select 'committed' as text");
    killed.kill();
    PostmasterFile file = PostmasterFile.of(cluster).orElseThrow();
    assertThat(file.isServerOf(cluster)).isTrue();
    assertThat(file.isServerOf(initialized.resolve("postgres"))).isFalse();
    long pid = file.pid();

    ChildJvm next = start();
    assertThat(next.url()).isEqualTo(url);
    assertThat(server().pid()).isEqualTo(pid);
    assertThat(next.execute("select text from note")).isEqualTo("committed");
    next.exit();

    assertThat(serverRuns()).isFalse();
    assertThat(cluster.resolve("postmaster.pid")).doesNotExist();
  }

  @Test
  void recoversWhenTheServerWasKilledToo() throws Exception {
    killWithServerAfterCommit();
    assertThat(cluster.resolve("postmaster.pid")).exists();

    ChildJvm next = start();
    next.url();
    assertThat(next.execute("select text from note")).isEqualTo("committed");
  }

  @Test
  void startsThoughTheStaleFileNamesAnotherProgram() throws Exception {
    killWithServerAfterCommit();
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      Path file = cluster.resolve("postmaster.pid");
      List<String> lines = new ArrayList<>(Files.readAllLines(file));
      lines.set(0, Long.toString(other.pid()));
      Files.write(file, lines);

      ChildJvm next = start();
      next.url();
      assertThat(next.execute("select text from note")).isEqualTo("committed");
      assertThat(other.isAlive()).isTrue();
      assertThat(server().pid()).isNotEqualTo(other.pid());
      next.exit();
      assertThat(serverRuns()).isFalse();
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void isSharedByJvmsThatStartAtOnceAndStopsWithTheLast() throws Exception {
    ChildJvm one = start();
    ChildJvm two = start();
    assertThat(one.url()).isEqualTo(two.url());
    assertThat(one.execute(LEASES)).isEqualTo("2");

    one.exit();
    assertThat(two.execute("select 1")).isEqualTo("1");
    two.exit();

    assertThat(serverRuns()).isFalse();
  }

  @Test
  void keepsRunningForAClientThatHasNoLease() throws Exception {
    copyInitialized();
    ChildJvm user = start();
    String url = user.url();
    try (Connection client = connect(url)) {
      user.exit();
      assertThat(client.isValid(5)).isTrue();
    }

    ChildJvm next = start();
    assertThat(next.url()).isEqualTo(url);
    next.exit();
    assertThat(serverRuns()).isFalse();
  }

  @Test
  void waitsForAServerThatIsShuttingDown() throws Exception {
    copyInitialized();
    ChildJvm killed = start();
    String url = killed.url();
    ChildJvm next;
    try (Connection client = connect(url)) {
      killed.kill();
      long pid = server().pid();
      server().destroy();
      await().until(() -> PostmasterFile.of(cluster).orElseThrow().status().equals("stopping"));
      next = start();
      await().during(Duration.ofSeconds(1)).until(() -> !next.hasSpoken());
      assertThat(client.isValid(5)).isTrue();
      assertThat(server().pid()).isEqualTo(pid);
    }

    next.url();
    assertThat(next.execute("select 1")).isEqualTo("1");
  }

  @Test
  void isTheSameAndHeldOnceAfterAReload() throws Exception {
    copyInitialized();
    ChildJvm user = start();
    String url = user.url();
    assertThat(user.execute(DatabaseUser.AGAIN_IN_NEW_CLASS_LOADER)).isEqualTo(url);
    assertThat(user.execute(DatabaseUser.AGAIN_IN_NEW_CLASS_LOADER)).isEqualTo(url);
    assertThat(user.execute(LEASES)).isEqualTo("1");

    user.exit();

    assertThat(serverRuns()).isFalse();
  }

  @Test
  void leavesADirectoryAloneThatIsNoCluster() throws Exception {
    Files.createDirectories(cluster);
    Files.writeString(cluster.resolve("precious.txt"), "mine");

    assertThatThrownBy(() -> EmbeddedDatabase.ensureRunning(dataDir))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not empty and yet no PostgreSQL cluster");

    assertThat(cluster).isDirectoryContaining("glob:**precious.txt");
    assertThat(dataDir.toFile().list()).containsExactlyInAnyOrder("postgres", "postgres.lock");
  }

  private ChildJvm start() throws IOException {
    ChildJvm child = ChildJvm.using(dataDir);
    children.add(child);
    return child;
  }

  private void copyInitialized() throws IOException {
    try (Stream<Path> files = Files.walk(initialized)) {
      Files.createDirectories(dataDir.getParent());
      for (Path file : files.toList()) {
        Path copy = dataDir.resolve(initialized.relativize(file).toString());
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private void killWithServerAfterCommit() throws Exception {
    copyInitialized();
    ChildJvm killed = start();
    killed.url();
    killed.execute("create table note as select 'committed' as text");
    server().destroyForcibly();
    killed.kill();
    await().until(() -> !serverRuns());
  }

  private Connection connect(String url) throws Exception {
    return DriverManager.getConnection(
        "jdbc:" + url, "postgres", Files.readString(cluster.resolve("tillgram.password")).strip());
  }

  private ProcessHandle server() throws IOException {
    return ProcessHandle.of(PostmasterFile.of(cluster).orElseThrow().pid()).orElseThrow();
  }

  private boolean serverRuns() throws IOException {
    Optional<PostmasterFile> file = PostmasterFile.of(cluster);
    return file.isPresent() && file.get().isServerOf(cluster);
  }
}
