package io.github.tillgram.sandbox.database;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's programs, unpacked from the classpath.
 *
 * <p>The library that packages them can also run them, but for servers that are thrown away: it
 * switches fsync off, keeps the server in the JVM's process group, where Ctrl-C reaches it, and
 * knows no other user of it. Therefore only its packages are used here.
 */
final class PostgresBinaries {

  private static final Duration PROGRAM_PATIENCE = Duration.ofSeconds(120);

  private final Path bin;
  private final boolean asRoot;

  private PostgresBinaries(Path bin, boolean asRoot) {
    this.bin = bin;
    this.asRoot = asRoot;
  }

  /** Unpacks the programs, once for each version of them, into the user's cache. */
  static PostgresBinaries unpacked() throws IOException {
    byte[] archive;
    try (InputStream packed =
        DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
            operatingSystem(), System.getProperty("os.arch"))) {
      archive = packed.readAllBytes();
    }
    Path target = cache().resolve("postgres-" + fingerprint(archive));
    if (!Files.isDirectory(target)) {
      unpack(archive, target);
    }
    return new PostgresBinaries(target.resolve("bin"), LinuxUtils.isUnshareAvailable());
  }

  /**
   * Runs a program to its end.
   *
   * @throws IOException if it fails, with its output in the message
   */
  void run(String program, List<String> arguments) throws IOException {
    // A file, since a pipe would stay open for as long as a server that the program leaves behind.
    Path output = Files.createTempFile("tillgram-" + program, ".out");
    try {
      List<String> command = command(program, arguments);
      Process process =
          prepared(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
      if (!process.waitFor(PROGRAM_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroy();
        throw new IOException(program + " has not ended in " + PROGRAM_PATIENCE.toSeconds() + " s");
      }
      if (process.exitValue() != 0) {
        throw new IOException(
            program
                + " ended with "
                + process.exitValue()
                + ": "
                + Files.readString(output).strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for " + program, e);
    } finally {
      Files.delete(output);
    }
  }

  /**
   * Starts a server in a session of its own, for which the operating system must be Linux.
   *
   * @param notAPostmaster the id of a process of which the server is told that it's no server
   */
  Process startServer(List<String> arguments, long notAPostmaster, Path log) throws IOException {
    List<String> command = command("postgres", arguments);
    command.add(command.size() - arguments.size() - 1, "setsid");
    ProcessBuilder builder = prepared(command);
    builder.environment().put("PG_GRANDPARENT_PID", Long.toString(notAPostmaster));
    return builder
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private List<String> command(String program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    if (asRoot) {
      // PostgreSQL refuses to run as root. In a user namespace without a mapping root is nobody,
      // and yet owns the same files.
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(bin.resolve(program).toString());
    command.addAll(arguments);
    return command;
  }

  private static ProcessBuilder prepared(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    // PGDATA, PGPORT and the like are meant for another PostgreSQL of the user.
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    return builder;
  }

  private static void unpack(byte[] archive, Path target) throws IOException {
    // Renamed into place when complete: a JVM killed meanwhile, or another one at the same work,
    // leaves nothing half done under the final name.
    Path partial = Files.createTempDirectory(target.getParent(), "unpacking-");
    try (TarArchiveInputStream entries =
        new TarArchiveInputStream(new XZCompressorInputStream(new ByteArrayInputStream(archive)))) {
      for (TarArchiveEntry entry = entries.getNextEntry();
          entry != null;
          entry = entries.getNextEntry()) {
        unpack(entries, entry, partial);
      }
    }
    try {
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      deleteTree(partial);
      if (!Files.isDirectory(target)) {
        throw e;
      }
    }
  }

  private static void unpack(InputStream content, TarArchiveEntry entry, Path directory)
      throws IOException {
    Path file = directory.resolve(entry.getName()).normalize();
    if (!file.startsWith(directory)) {
      throw new IOException("The archive leads out of its directory: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      Files.createLink(file, directory.resolve(entry.getLinkName()));
    } else {
      Files.copy(content, file);
      if ((entry.getMode() & 0100) != 0 && !file.toFile().setExecutable(true, false)) {
        throw new IOException("Cannot make " + file + " executable");
      }
    }
  }

  private static void deleteTree(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static Path cache() throws IOException {
    Path home = Path.of(System.getProperty("user.home"));
    // A container's user often has no home.
    Path cache =
        Files.isDirectory(home) && Files.isWritable(home)
            ? home.resolve(".cache").resolve("tillgram")
            : Path.of(
                System.getProperty("java.io.tmpdir"),
                "tillgram-" + System.getProperty("user.name").replaceAll("\\W", "_"));
    return Files.createDirectories(cache);
  }

  private static String operatingSystem() {
    String name = System.getProperty("os.name");
    if (name.startsWith("Windows")) {
      return "Windows";
    }
    return name.startsWith("Mac") ? "Darwin" : name;
  }

  private static String fingerprint(byte[] archive) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
