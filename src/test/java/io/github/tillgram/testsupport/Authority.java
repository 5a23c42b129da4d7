package io.github.tillgram.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority that signs a server's certificate, made with the JDK's own tool. */
public final class Authority {

  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private final Path store;
  private final Path directory;

  public Authority(Path directory, String name) throws Exception {
    this.directory = directory.toAbsolutePath();
    this.store = this.directory.resolve(name + ".p12");
    keytool("-alias", "authority", "-dname", "CN=" + name, "-ext", "bc:critical=ca:true");
    write(name + ".pem", "CERTIFICATE", keys().getCertificate("authority").getEncoded());
  }

  /** The file with its certificate. */
  public Path certificate() {
    return Path.of(store.toString().replace(".p12", ".pem"));
  }

  /** Writes {@code server.pem} and {@code server.key}. */
  public void sign(String host) throws Exception {
    keytool(
        "-alias", "server", "-dname", "CN=server", "-signer", "authority", "-ext", "san=" + host);
    KeyStore keys = keys();
    write("server.pem", "CERTIFICATE", keys.getCertificate("server").getEncoded());
    write("server.key", "PRIVATE KEY", keys.getKey("server", PASSWORD).getEncoded());
    Files.setPosixFilePermissions(
        directory.resolve("server.key"), PosixFilePermissions.fromString("rw-------"));
  }

  private void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(
        List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2"));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", new String(PASSWORD)));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IOException(output);
    }
  }

  private KeyStore keys() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream content = Files.newInputStream(store)) {
      keys.load(content, PASSWORD);
    }
    return keys;
  }

  private void write(String file, String kind, byte[] content) throws IOException {
    Files.writeString(
        directory.resolve(file),
        "-----BEGIN %s-----%n%s%n-----END %s-----%n"
            .formatted(kind, BASE64.encodeToString(content), kind));
  }
}
