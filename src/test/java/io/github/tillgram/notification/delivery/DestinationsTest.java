package io.github.tillgram.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where merchants may have us call, as they write it. */
class DestinationsTest {

  private static final Vertx VERTX = Vertx.vertx();
  private static final String PUBLIC = "93.184.215.14";

  private final NameServer nameServer =
      new NameServer()
          .with("public.example", List.of(PUBLIC, "2606:2800:21f:cb07:6820:80da:af6b:8b2c"))
          .with("xn--e1afmkfd.xn--p1ai", List.of(PUBLIC))
          .with("shop.localhost", List.of("127.0.0.1"))
          .with("printer.local", List.of("192.168.1.20"))
          .with("metadata.google.internal", List.of("169.254.169.254"))
          .with("private.example", List.of("10.0.0.1"))
          .with("private6.example", List.of("fd00::1"))
          .with("mapped.example", List.of("127.0.0.1"))
          .with("one-of-two.example", List.of(PUBLIC, "10.0.0.1"))
          .with("one-of-six.example", List.of(PUBLIC, "fe80::1"))
          .with("both-inside.example", List.of("10.0.0.1", "10.0.0.2"))
          .with("in-and-out.example", List.of("10.0.0.1", PUBLIC));

  private final HostNames names = new HostNames(VERTX, nameServer.provider());

  @AfterEach
  void close() {
    names.close();
    nameServer.close();
  }

  @AfterAll
  static void closeServers() {
    VERTX.close();
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/delivery/refused-urls.csv", delimiter = ';', numLinesToSkip = 1)
  void whatMayNotBeCalledIsRefusedWithAReason(String url, String finding) {
    assertThatThrownBy(() -> check(TestSettings.NOTHING_ALLOWED, url))
        .isInstanceOf(InvalidEndpointUrl.class)
        .hasMessageStartingWith(finding);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/delivery/refused-urls.csv", delimiter = ';', numLinesToSkip = 1)
  void whatMayNotBeCalledIsNotCalledEither(String url) {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException noAddressAtAll) {
      return;
    }
    Destinations destinations = destinations(TestSettings.NOTHING_ALLOWED);
    EndpointCall call =
        new EndpointCall(VERTX, destinations, Clock.systemUTC(), TestSettings.NOTHING_ALLOWED);

    Answer answer = call.post(uri, Map.of(), new byte[0]).await().atMost(Duration.ofSeconds(9));

    call.close();
    assertThat(answer).isInstanceOf(Answer.Unanswered.class);
    assertThat(((Answer.Unanswered) answer).failure())
        .isIn(CallFailure.REFUSED_ADDRESS, CallFailure.UNRESOLVED);
  }

  @ParameterizedTest
  @CsvSource({
    "https://public.example, public.example, 443, /",
    "https://public.example/a/b?c=d&e=%20, public.example, 443, /a/b?c=d&e=%20",
    "HTTPS://Public.Example:8443/A, public.example, 8443, /A",
    "https://public.example?q, public.example, 443, /?q",
    "https://xn--e1afmkfd.xn--p1ai/, xn--e1afmkfd.xn--p1ai, 443, /",
    "https://8.8.8.8:65535/, 8.8.8.8, 65535, /",
    "https://[2606:4700:4700::1111]:1/, 2606:4700:4700::1111, 1, /"
  })
  void whatIsPublicIsTaken(String url, String host, int port, String target) {
    EndpointUrl endpoint = check(TestSettings.NOTHING_ALLOWED, url);

    assertThat(endpoint.host()).isEqualTo(host);
    assertThat(endpoint.port()).isEqualTo(port);
    assertThat(endpoint.target()).isEqualTo(target);
    assertThat(endpoint.isEncrypted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.0.0.1/",
        "http://10.0.0.1:8080/",
        "https://private.example/",
        "http://private.example/",
        "http://both-inside.example/",
        "https://in-and-out.example/",
        "https://public.example/"
      })
  void inTheOperatorsNetworksPlainHttpWillDo(String url) {
    assertThat(check(TestSettings.of("10.0.0.0/8"), url).uri()).isEqualTo(URI.create(url));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "http://in-and-out.example/; must begin with https://",
        "http://public.example/; must begin with https://",
        "https://one-of-six.example/; must name a host that can be found and has public addresses alone",
        "https://127.0.0.1/; must not lead to 127.0.0.1"
      })
  void outsideOfThemTheRulesStay(String url, String finding) {
    assertThatThrownBy(() -> check(TestSettings.of("10.0.0.0/8"), url))
        .isInstanceOf(InvalidEndpointUrl.class)
        .hasMessageStartingWith(finding);
  }

  /** Else names inside could be told from names that nobody has given, address and all. */
  @Test
  void nobodyLearnsWhatNamesMeanInside() {
    List<String> findings = new ArrayList<>();
    for (String name : List.of("private.example", "private6.example", "nobody.example")) {
      findings.add(
          catchThrowable(() -> check(TestSettings.NOTHING_ALLOWED, "https://" + name))
              .getMessage());
    }

    assertThat(findings).allMatch(findings.get(0)::equals).noneMatch(text -> text.contains("10."));
  }

  @Test
  void anAddressHas2048CharactersAtMost() {
    String longest = "https://public.example/" + "a".repeat(2048 - 23);

    assertThat(check(TestSettings.NOTHING_ALLOWED, longest).uri().toString()).hasSize(2048);
    assertThatThrownBy(() -> check(TestSettings.NOTHING_ALLOWED, longest + "a"))
        .hasMessage("must have at most 2048 characters");
  }

  @Test
  void aNameServerThatSaysNothingIsNotWaitedForForever() {
    nameServer.silence();

    assertThatThrownBy(() -> check(TestSettings.NOTHING_ALLOWED, "https://public.example"))
        .hasMessageStartingWith("must name a host that can be found");
  }

  private EndpointUrl check(DeliveryConfig config, String url) {
    return destinations(config).check(url).await().atMost(Duration.ofSeconds(9));
  }

  private Destinations destinations(DeliveryConfig config) {
    return new Destinations(VERTX, names, new CallableAddresses(config), config);
  }
}
