package io.github.tillgram.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tillgram.apay.deposit.Conflict;
import io.github.tillgram.apay.deposit.DepositStatus;
import io.github.tillgram.apay.deposit.Parking;
import io.github.tillgram.invoice.Anomaly;
import io.github.tillgram.invoice.CheckoutDecision;
import io.github.tillgram.invoice.InvoiceStatus;
import io.github.tillgram.invoice.Rail;
import io.github.tillgram.invoice.RefundProof;
import io.github.tillgram.invoice.ShippingDecision;
import io.github.tillgram.notification.delivery.DisabledReason;
import io.github.tillgram.notification.delivery.EndpointState;
import io.github.tillgram.reconciliation.Direction;
import io.github.tillgram.webhook.WebhookFinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The declaration of events: complete, and the same as what was published. The published shapes are
 * in {@code src/test/resources/event/shapes.json}; {@code ./mvnw test -Dtest='Event*Test'
 * -Devents.write=true} adds to them what is new, and writes {@code src/docs/events.md}.
 */
class EventShapesTest {

  private static final Path PUBLISHED = Path.of("src", "test", "resources", "event", "shapes.json");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @ParameterizedTest
  @EnumSource
  void everyTypeHasAShapeWhoseExampleFits(EventType type) {
    EventShape shape = EventShapes.of(type);

    assertThat(ShapeCheck.violations(type.wireName(), shape.example())).isEmpty();
    assertThat(shape.facts()).extracting(Fact::name).doesNotHaveDuplicates();
    assertThat(shape.when()).endsWith(".");
    assertThat(shape.facts()).extracting(Fact::says).noneMatch(says -> says.endsWith("."));
  }

  @Test
  void whatIsPersonalInOneTypeIsSoInAll() {
    Set<String> personal = named(Fact::personal);

    assertThat(personal).containsExactlyInAnyOrder("payerId", "chatId", "country");
    assertThat(named(fact -> !fact.personal())).doesNotContainAnyElementsOf(personal);
  }

  @Test
  void noTwoTypesShareASchema() {
    assertThat(EventShapes.all())
        .extracting(EventShape::schemaName)
        .doesNotHaveDuplicates()
        .contains("InvoicePaidData", "PaidMediaPurchasedData");
  }

  /** A word of the domain that no shape lists would reach merchants who were not told of it. */
  @ParameterizedTest
  @MethodSource
  void aChoiceListsWhatTheDomainKnows(EventType type, String fact, Set<String> words) {
    assertThat(values(type, fact)).containsExactlyInAnyOrderElementsOf(words);
  }

  static Stream<Arguments> aChoiceListsWhatTheDomainKnows() {
    return Stream.of(
        Arguments.of(EventType.INVOICE_CREATED, "rail", words(Rail.values())),
        Arguments.of(EventType.INVOICE_PAID, "invoiceStatusAfter", words(InvoiceStatus.values())),
        Arguments.of(
            EventType.INVOICE_CHECKOUT_DECLINED,
            "decision",
            words(
                CheckoutDecision.values(),
                "APPROVED",
                "UNKNOWN_INVOICE",
                "UNREADABLE",
                "UNAVAILABLE")),
        Arguments.of(
            EventType.INVOICE_SHIPPING_REFUSED,
            "decision",
            words(
                ShippingDecision.values(),
                "OFFERED",
                "UNKNOWN_INVOICE",
                "UNREADABLE",
                "UNAVAILABLE")),
        Arguments.of(EventType.PAYMENT_RECEIVED, "anomaly", words(Anomaly.values())),
        Arguments.of(EventType.PAYMENT_HELD, "anomaly", words(Anomaly.values(), "NOT_RESERVED")),
        Arguments.of(EventType.PAYMENT_REFUNDED, "proof", words(RefundProof.values())),
        Arguments.of(EventType.APAY_DEPOSIT_PARKED, "depositStatus", words(DepositStatus.values())),
        Arguments.of(EventType.APAY_DEPOSIT_PARKED, "reason", words(Parking.values())),
        Arguments.of(EventType.APAY_DEPOSIT_CONFLICT, "conflict", words(Conflict.values())),
        Arguments.of(EventType.WEBHOOK_DRIFTED, "findings", words(WebhookFinding.values())),
        Arguments.of(
            EventType.RECONCILIATION_DIFFERENCE_FOUND, "direction", words(Direction.values())),
        Arguments.of(
            EventType.ENDPOINT_DISABLED, "reason", words(DisabledReason.values(), "MERCHANT")),
        Arguments.of(EventType.ENDPOINT_CHANGED, "state", words(EndpointState.values())));
  }

  @Test
  void nothingThatWasPublishedIsGoneOrOfAnotherKind() throws IOException {
    Map<String, Map<String, String>> published = published();
    List<String> broken = new ArrayList<>();
    declared()
        .forEach(
            (shape, facts) ->
                published
                    .getOrDefault(shape, Map.of())
                    .forEach(
                        (fact, kind) -> {
                          if (!kind.equals(facts.get(fact))) {
                            broken.add(
                                "%s: %s was published as \"%s\" and is now \"%s\""
                                    .formatted(shape, fact, kind, facts.get(fact)));
                          }
                        }));
    published.keySet().stream()
        .filter(shape -> !declared().containsKey(shape))
        .forEach(shape -> broken.add(shape + " was published and is declared no more"));

    assertThat(broken).as("give the type a new version instead").isEmpty();
  }

  @Test
  void whatIsAddedToAPublishedShapeIsOptional() throws IOException {
    Map<String, Map<String, String>> published = published();
    List<String> broken = new ArrayList<>();
    published.forEach(
        (shape, facts) ->
            declared()
                .getOrDefault(shape, Map.of())
                .forEach(
                    (fact, kind) -> {
                      if (!facts.containsKey(fact) && kind.endsWith("always")) {
                        broken.add(shape + ": events that are there have no " + fact);
                      }
                    }));

    assertThat(broken).isEmpty();
  }

  @Test
  void everythingThatIsDeclaredIsWrittenDownAsPublished() throws IOException {
    if (Boolean.getBoolean("events.write")) {
      Map<String, Map<String, String>> published = published();
      declared()
          .forEach(
              (shape, facts) -> {
                Map<String, String> kept =
                    published.computeIfAbsent(shape, first -> new TreeMap<>());
                facts.forEach(kept::putIfAbsent);
              });
      Files.writeString(PUBLISHED, JSON.writeValueAsString(published) + "\n");
    }

    assertThat(published())
        .as("what is new is added by ./mvnw test -Dtest='Event*Test' -Devents.write=true")
        .isEqualTo(declared());
  }

  private static Map<String, Map<String, String>> published() throws IOException {
    return JSON.readValue(
        PUBLISHED.toFile(), new TypeReference<TreeMap<String, Map<String, String>>>() {});
  }

  private static Map<String, Map<String, String>> declared() {
    Map<String, Map<String, String>> declared = new TreeMap<>();
    EventShapes.all()
        .forEach(
            shape ->
                declared.put(
                    shape.type().wireName() + " " + shape.version(), kinds(shape.facts())));
    declared.put("invoice of an event 1", kinds(InvoiceFacts.ALL));
    return declared;
  }

  private static Map<String, String> kinds(List<Fact> facts) {
    return facts.stream()
        .collect(
            Collectors.toMap(
                Fact::name,
                fact -> fact.kind() + " " + (fact.required() ? "always" : "sometimes"),
                (one, other) -> one,
                TreeMap::new));
  }

  private static Set<String> named(Predicate<Fact> which) {
    return EventShapes.all().stream()
        .flatMap(shape -> shape.facts().stream())
        .filter(which)
        .map(Fact::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> values(EventType type, String name) {
    return EventShapes.of(type).facts().stream()
        .filter(fact -> fact.name().equals(name))
        .findFirst()
        .orElseThrow()
        .values();
  }

  private static Set<String> words(Enum<?>[] all, String... but) {
    return Arrays.stream(all)
        .map(Enum::name)
        .filter(word -> !List.of(but).contains(word))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
