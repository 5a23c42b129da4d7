package io.github.tillgram.database;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How all connections to the database are protected, in the words of its own clients. */
enum DatabaseEncryption {
  NONE("disable"),

  /** Against those who listen, not against those who answer in the database's place. */
  UNVERIFIED("require"),

  /** The certificate must descend from an authority of ours and name the host that we asked. */
  VERIFIED("verify-full");

  private static final List<String> POOLS =
      List.of("quarkus.datasource.reactive.", "quarkus.datasource.checkout.reactive.");

  private static final String JDBC = "quarkus.datasource.jdbc.additional-jdbc-properties.";

  private static final String PARAMETER = "?sslmode=";

  /** What can stand behind the address; the clients agree on no other parameter. */
  static final String PARAMETERS = "\\?sslmode=(disable|require|verify-full)";

  private final String mode;

  DatabaseEncryption(String mode) {
    this.mode = mode;
  }

  /**
   * What the address asks for.
   *
   * @param authorities the file with their certificates; blank if there is none
   */
  static DatabaseEncryption of(String url, String authorities) {
    return authorities.isBlank()
        ? Stream.of(values()).filter(each -> each.isAskedForBy(url)).findFirst().orElse(NONE)
        : VERIFIED;
  }

  boolean isAskedForBy(String url) {
    return url.endsWith(PARAMETER + mode);
  }

  /** The same for each of the three ways to the database. */
  Map<String, String> properties(String authorities) {
    Map<String, String> properties = new HashMap<>();
    properties.put(JDBC + "sslmode", mode);
    POOLS.forEach(
        pool -> {
          properties.put(pool + "postgresql.ssl-mode", mode);
          properties.put(pool + "trust-all", Boolean.toString(this == UNVERIFIED));
        });
    if (this == VERIFIED) {
      properties.put(JDBC + "sslrootcert", authorities);
      POOLS.forEach(
          pool -> {
            properties.put(pool + "hostname-verification-algorithm", "HTTPS");
            properties.put(pool + "trust-certificate-pem", "true");
            // A list: a comma of the path is no end of it.
            properties.put(pool + "trust-certificate-pem.certs", authorities.replace(",", "\\,"));
          });
    }
    return properties;
  }
}
