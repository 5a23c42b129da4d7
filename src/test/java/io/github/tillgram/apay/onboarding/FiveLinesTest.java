package io.github.tillgram.apay.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.tillgram.apay.onboarding.FiveLines.Reading;
import io.github.tillgram.chat.Phrases;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FiveLinesTest {

  private static final String API = "demoapikey0000000000000000000001";
  private static final String PROJECT = "0123456";
  private static final String WEBHOOK = "7654321";
  private static final String ACCESS = "demoaccesskey0000000000000000001";
  private static final String PRIVATE = "demoprivatekey000000000000000001";
  private static final String RIGHT = lines(API, PROJECT, WEBHOOK, ACCESS, PRIVATE);

  static Stream<Arguments> right() {
    return Stream.of(
        arguments("as the guide shows it", RIGHT),
        arguments("with CRLF", RIGHT.replace("\n", "\r\n")),
        arguments("with lonely CR", RIGHT.replace('\n', '\r')),
        arguments("with blanks around", "\n  " + RIGHT.replace("\n", "\t\n\u00A0 ") + " \n\n"),
        arguments("with blank lines between", RIGHT.replace("\n", "\n \r\n\n")),
        arguments("with invisible characters", RIGHT.replace("\n", "\u200B\n\uFEFF")),
        arguments(
            "with the guide's labels",
            labelled(
                "apikey: ",
                "project id: ",
                "webhook id: ",
                "webhook access key: ",
                "webhook private key: ")),
        arguments(
            "with labels in any case and without colons",
            labelled(
                "APIKEY ",
                "Project ID ",
                "WebHook Id ",
                "Webhook Access Key ",
                "WEBHOOK PRIVATE KEY ")),
        arguments(
            "with short labels",
            labelled("api_key=", "project-id = ", "webhook_id=", "access key:", "private key:")),
        arguments(
            "with the guide's formats",
            labelled(
                "1. apikey: (32 characters: [a-z0-9]{32}) ",
                "2. project id: (up to 7 digits: [0-9]{1,7}) ",
                "3. webhook id: (7 digits: [0-9]{7}) ",
                "4. webhook access key: (32 characters: [a-z0-9]{32}): ",
                "5. webhook private key (32 characters: [a-z0-9]{32}): ")),
        arguments(
            "with the page's marks",
            labelled(
                "`apikey**:** `",
                "**project id:** ",
                "\"webhook id\": ",
                "`access key`: ",
                "private key: ")),
        arguments(
            "with labels above the values",
            labelled(
                "apikey:\n",
                "project id:\n",
                "webhook id\n",
                "webhook access key:\r\n\r\n",
                "webhook private key: (32 characters: [a-z0-9]{32})\n")),
        arguments("with numbers", labelled("1. ", "2. ", "3) ", "4. ", "5. ")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("right")
  void isRead(String how, String text) {
    Reading reading = FiveLines.read(text);

    assertThat(reading).isInstanceOf(Reading.Complete.class);
    ProjectCredentials credentials = ((Reading.Complete) reading).credentials();
    assertThat(credentials.apiKey().reveal()).isEqualTo(API);
    assertThat(credentials.remoteId()).isEqualTo(PROJECT);
    assertThat(credentials.webhookId()).isEqualTo(WEBHOOK);
    assertThat(credentials.accessKey().reveal()).isEqualTo(ACCESS);
    assertThat(credentials.privateKey().reveal()).isEqualTo(PRIVATE);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        arguments(lines(API + "x", PROJECT, WEBHOOK, ACCESS, PRIVATE), List.of("Line 1: ")),
        arguments(
            lines(API.toUpperCase(Locale.ROOT), PROJECT, WEBHOOK, ACCESS, PRIVATE),
            List.of("Line 1: ")),
        arguments(lines(API, "12345678", WEBHOOK, ACCESS, PRIVATE), List.of("Line 2: ")),
        arguments(lines(API, "12a", WEBHOOK, ACCESS, PRIVATE), List.of("Line 2: ")),
        arguments(lines(API, "١٢٣", WEBHOOK, ACCESS, PRIVATE), List.of("Line 2: ")),
        arguments(lines(API, PROJECT, "765432", ACCESS, PRIVATE), List.of("Line 3: ", "swapped")),
        arguments(lines(API, "12", "765432", ACCESS, PRIVATE), List.of("Line 3: ")),
        arguments(lines(API, PROJECT, "76543210", ACCESS, PRIVATE), List.of("Line 3: ")),
        arguments(lines(API, WEBHOOK, "42", ACCESS, PRIVATE), List.of("Line 3: ", "swapped")),
        arguments(lines(API, PROJECT, WEBHOOK, ACCESS.substring(1), PRIVATE), List.of("Line 4: ")),
        arguments(lines(API, PROJECT, WEBHOOK, ACCESS, "not-a-key"), List.of("Line 5: ")),
        arguments(
            lines(API, PROJECT, WEBHOOK, ACCESS, ACCESS), List.of("Line 5: is the same as line 4")),
        arguments(
            lines("a", "b", "c", "d", "e"),
            List.of("Line 1: ", "Line 2: ", "Line 3: ", "Line 4: ", "Line 5: ")),
        arguments(lines(API, PROJECT, WEBHOOK, ACCESS), List.of("Line 5: is missing")),
        arguments(API, List.of("Line 2: is missing")),
        arguments("\n \n", List.of("Line 1: is missing")),
        arguments(RIGHT + "\n" + API, List.of("Line 6: is one too many")),
        arguments(RIGHT + "\nthanks", List.of("Line 6: is one too many")),
        arguments(RIGHT.replace('\n', ' '), List.of("Line 2: is missing")),
        arguments(
            lines(API, PROJECT, WEBHOOK, "private key: " + PRIVATE, "access key: " + ACCESS),
            List.of("Line 4: ", "Line 5: ")),
        arguments(
            lines(
                "apikey:",
                "project id: 12",
                "webhook id: 7654321",
                "access key: " + ACCESS,
                "private key: " + PRIVATE),
            List.of("Line 1: ")));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void isToldByLineAndNeverRepeated(String text, List<String> expected) {
    Reading reading = FiveLines.read(text);

    assertThat(reading).isInstanceOf(Reading.Faulty.class);
    String words = Words.faults((Reading.Faulty) reading, 4, Locale.ENGLISH);
    assertThat(words).contains(expected).contains("Tries left: 4");
    assertThat(words.lines().filter(line -> line.startsWith("Line ")))
        .hasSize((int) expected.stream().filter(line -> line.startsWith("Line ")).count());
    assertThat(words).doesNotContain(API, WEBHOOK, ACCESS, PRIVATE, "765432", "12a", "not-a-key");
  }

  @Test
  void everyLanguageSpeaksOfTheLineByItsNumber() {
    Reading.Faulty reading = (Reading.Faulty) FiveLines.read("a\nb\nc\nd\ne");

    for (Locale language : Phrases.languages()) {
      assertThat(Words.faults(reading, 1, language).lines().limit(5))
          .allMatch(line -> line.matches("\\S+ [1-5]: .+"));
    }
  }

  @Test
  void anExampleIsRead() {
    String example =
        """
        demoapikey0000000000000000000001
        1234567
        7654321
        demoaccesskey0000000000000000001
        demoprivatekey000000000000000001
        """;

    assertThat(FiveLines.read(example)).isInstanceOf(Reading.Complete.class);
  }

  @Test
  void noLabelIsTakenOutOfAKeyThatBeginsLikeOne() {
    String key = "apikey00000000000000000000000001";

    Reading reading = FiveLines.read(lines(key, PROJECT, WEBHOOK, ACCESS, PRIVATE));

    assertThat(((Reading.Complete) reading).credentials().apiKey().reveal()).isEqualTo(key);
  }

  private static String labelled(
      String api, String project, String webhook, String access, String privateKey) {
    return lines(
        api + API, project + PROJECT, webhook + WEBHOOK, access + ACCESS, privateKey + PRIVATE);
  }

  private static String lines(String... lines) {
    return String.join("\n", lines);
  }
}
