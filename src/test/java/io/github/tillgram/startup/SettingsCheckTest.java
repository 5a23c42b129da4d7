package io.github.tillgram.startup;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about settings, rule by rule; SettingsIT sees the process say it. */
class SettingsCheckTest {

  private static final String KEY = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVoyMzQ1Njc=";

  private final Map<String, String> settings =
      new HashMap<>(
          Map.of(
              "tillgram.database.url", "postgresql://db.example.com:5432/tillgram",
              "tillgram.public-url", "https://pay.example.com",
              "tillgram.admin-key", "a-long-operator-key",
              "tillgram.encryption-keys", "k1:" + KEY));

  @Test
  void findsNothingWhenAllThatIsRequiredIsThere() {
    assertThat(findings()).isEmpty();
  }

  @Test
  void whoPollsNeedsNoPublicAddress() {
    settings.remove("tillgram.public-url");
    assertThat(findings()).singleElement().asString().startsWith("TILLGRAM_PUBLIC_URL is missing");

    settings.put("tillgram.telegram.updates", "POLLING");

    assertThat(findings()).isEmpty();
  }

  @Test
  void aRuleIsAskedAboutEverySettingsInterface() {
    Set<String> mappings =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.github.tillgram")
                .stream()
                .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                .map(JavaClass::getName)
                .filter(name -> !name.startsWith("io.github.tillgram.sandbox."))
                .collect(Collectors.toSet());

    assertThat(mappings).hasSizeGreaterThan(4);
    assertThat(
            SettingsCheck.rules()
                .map(SettingsRule::settings)
                .map(Class::getName)
                .collect(Collectors.toSet()))
        .isEqualTo(mappings);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://localhost/tillgram",
        "postgresql://db_1:5432/tillgram?sslmode=require",
        "postgresql://db_1:5432/tillgram?sslmode=disable",
        "postgresql://[::1]:5432/tillgram"
      })
  void takesEveryUsualAddressOfADatabase(String url) {
    settings.put("tillgram.database.url", url);

    assertThat(findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "tillgram.database.url, mysql://hidden:3306/tillgram, TILLGRAM_DATABASE_URL must",
    "tillgram.database.url, postgresql://hidden:port/tillgram, TILLGRAM_DATABASE_URL must",
    "tillgram.database.url, postgresql://me:hidden@host/tillgram, TILLGRAM_DATABASE_URL must",
    "tillgram.database.url, postgresql://hidden:5432, TILLGRAM_DATABASE_URL must",
    "tillgram.database.url, postgresql://hidden/tillgram?user=me, TILLGRAM_DATABASE_URL can",
    "tillgram.database.url, postgresql://hidden/tillgram?sslmode=prefer, TILLGRAM_DATABASE_URL can",
    "tillgram.database.url, postgresql://hidden/tillgram?sslmode=verify-full, TILLGRAM_DATABASE_CA is",
    "tillgram.database.ca, /hidden, TILLGRAM_DATABASE_CA must",
    "tillgram.database.ca, pom.xml, TILLGRAM_DATABASE_CA must",
    "tillgram.database.silence, PT1M, TILLGRAM_DATABASE_SILENCE must",
    "tillgram.public-url, hidden, TILLGRAM_PUBLIC_URL must",
    "tillgram.public-url, https://hidden/?a=b, TILLGRAM_PUBLIC_URL must",
    "tillgram.telegram.api-url, ftp://hidden, TILLGRAM_TELEGRAM_API_URL must",
    "tillgram.currencies-url, hidden, TILLGRAM_CURRENCIES_URL must",
    "tillgram.admin-key, hidden, TILLGRAM_ADMIN_KEY is too short",
    "tillgram.encryption-keys, hidden, TILLGRAM_ENCRYPTION_KEYS: entry 1",
    "tillgram.encryption-keys, k1:hidden!, TILLGRAM_ENCRYPTION_KEYS: the key of entry 1",
    "tillgram.encryption-keys, k1:hidden, TILLGRAM_ENCRYPTION_KEYS: the key of entry 1",
    "tillgram.checkout.budget, hidden, TILLGRAM_CHECKOUT_BUDGET is malformed",
    "tillgram.checkout.budget, PT9S, TILLGRAM_CHECKOUT_BUDGET must",
    "tillgram.checkout.budget, PT0S, TILLGRAM_CHECKOUT_BUDGET must",
    "tillgram.checkout.reservation, PT0S, TILLGRAM_CHECKOUT_RESERVATION must",
    "tillgram.telegram.updates, hidden, TILLGRAM_TELEGRAM_UPDATES is malformed",
    "tillgram.webhook.max-connections, 101, TILLGRAM_WEBHOOK_MAX_CONNECTIONS must",
    "tillgram.webhook.max-connections, hidden, TILLGRAM_WEBHOOK_MAX_CONNECTIONS is malformed",
    "tillgram.webhook.allowed-addresses, hidden, TILLGRAM_WEBHOOK_ALLOWED_ADDRESSES: entry 1",
    "tillgram.trusted-proxies, hidden, TILLGRAM_TRUSTED_PROXIES: entry 1",
    "tillgram.authentication.failures, 0, TILLGRAM_AUTHENTICATION_FAILURES must",
    "tillgram.authentication.window, PT0S, TILLGRAM_AUTHENTICATION_WINDOW must",
    "tillgram.outbox.batch, 0, TILLGRAM_OUTBOX_BATCH must",
    "tillgram.outbox.poll, PT0S, TILLGRAM_OUTBOX_POLL must",
    "tillgram.delivery.allowed-networks, hidden, TILLGRAM_DELIVERY_ALLOWED_NETWORKS: entry 1",
    "tillgram.delivery.timeout, PT61S, TILLGRAM_DELIVERY_TIMEOUT must",
    "tillgram.delivery.connect-timeout, PT0S, TILLGRAM_DELIVERY_CONNECT_TIMEOUT must",
    "tillgram.delivery.connect-timeout, PT16S, TILLGRAM_DELIVERY_CONNECT_TIMEOUT must",
    "tillgram.idempotency.retention, PT59M, TILLGRAM_IDEMPOTENCY_RETENTION must",
    "tillgram.reconciliation.every, PT59S, TILLGRAM_RECONCILIATION_EVERY must",
    "tillgram.reconciliation.grace, -PT1S, TILLGRAM_RECONCILIATION_GRACE must",
    "tillgram.apay.former-keys, hidden, TILLGRAM_APAY_FORMER_KEYS is malformed",
    "tillgram.apay.former-keys, P31D, TILLGRAM_APAY_FORMER_KEYS must",
    "tillgram.apay.connect-links, PT1S, TILLGRAM_APAY_CONNECT_LINKS must",
    "tillgram.apay.postback.retention, hidden, TILLGRAM_APAY_POSTBACK_RETENTION is malformed",
    "tillgram.apay.postback.retention, PT1H, TILLGRAM_APAY_POSTBACK_RETENTION must",
    "tillgram.webhook.journal, PT23H, TILLGRAM_WEBHOOK_JOURNAL must",
    "tillgram.retention.reservations, PT23H, TILLGRAM_RETENTION_RESERVATIONS must",
    "tillgram.retention.messages, P6D, TILLGRAM_RETENTION_MESSAGES must",
    "tillgram.retention.languages, PT1H, TILLGRAM_RETENTION_LANGUAGES must",
    "tillgram.retention.outbox, P6D, TILLGRAM_RETENTION_OUTBOX must",
    "tillgram.retention.quarantine, PT1H, TILLGRAM_RETENTION_QUARANTINE must",
    "tillgram.retention.comparisons, PT1H, TILLGRAM_RETENTION_COMPARISONS must",
    "tillgram.retention.conversations, PT1H, TILLGRAM_RETENTION_CONVERSATIONS must",
    "tillgram.retention.pages, P29D, TILLGRAM_RETENTION_PAGES must",
    "tillgram.retention.deposits, P29D, TILLGRAM_RETENTION_DEPOSITS must",
    "tillgram.retention.events, P29D, TILLGRAM_RETENTION_EVENTS must",
    "tillgram.retention.events, hidden, TILLGRAM_RETENTION_EVENTS is malformed",
    "tillgram.traces.url, hidden:4317, TILLGRAM_TRACES_URL must",
    "tillgram.traces.protocol, hidden, TILLGRAM_TRACES_PROTOCOL must",
    "tillgram.traces.percent, 101, TILLGRAM_TRACES_PERCENT must"
  })
  void namesTheSettingAndNeverRepeatsItsValue(String property, String value, String finding) {
    settings.put(property, value);

    assertThat(findings())
        .singleElement()
        .asString()
        .startsWith(finding)
        .doesNotContain("hidden")
        .doesNotContain("tillgram.");
  }

  @Test
  void whatCannotBeReadHidesNothingElse() {
    settings.put("tillgram.checkout.budget", "soon");
    settings.put("tillgram.checkout.reservation", "later");
    settings.remove("tillgram.admin-key");

    assertThat(findings())
        .extracting(finding -> finding.split(" ", 2)[0])
        .containsExactlyInAnyOrder(
            "TILLGRAM_CHECKOUT_BUDGET", "TILLGRAM_CHECKOUT_RESERVATION", "TILLGRAM_ADMIN_KEY");
  }

  private List<String> findings() {
    return new SettingsCheck(
            () ->
                new SmallRyeConfigBuilder()
                    .addDiscoveredConverters()
                    .withSources(new PropertiesConfigSource(settings, "test", 100)))
        .findings();
  }
}
