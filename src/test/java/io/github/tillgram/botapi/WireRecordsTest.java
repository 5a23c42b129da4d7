package io.github.tillgram.botapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our records beside the objects of the Bot API that they are named after. A field that is read
 * under a wrong name is simply missing, so no other test need notice.
 */
class WireRecordsTest {

  private static final BotApiExtract EXTRACT = BotApiExtract.load();

  static List<Class<?>> records() {
    return new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.github.tillgram.telegram.api")
            .stream()
            .filter(type -> EXTRACT.objects().contains(type.getSimpleName()))
            .filter(type -> !alternatives(type.getSimpleName()).isEmpty())
            .<Class<?>>map(JavaClass::reflect)
            .filter(Class::isRecord)
            .toList();
  }

  @Test
  void whatPaymentsComeInIsAmongThem() {
    assertThat(records())
        .extracting(Class::getSimpleName)
        .contains(
            "PreCheckoutQuery",
            "ShippingQuery",
            "SuccessfulPayment",
            "RefundedPayment",
            "OrderInfo",
            "ShippingAddress",
            "BotSubscriptionUpdated",
            "PaidMediaPurchased",
            "StarTransaction",
            "TransactionPartner",
            "WebhookInfo");
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyFieldIsOneOfTheObject(Class<?> type) {
    Set<String> known =
        alternatives(type.getSimpleName()).stream()
            .flatMap(object -> names(object.path("properties")).stream())
            .collect(Collectors.toSet());

    assertThat(known).containsAll(fields(type, component -> true));
  }

  @ParameterizedTest
  @MethodSource("records")
  void onlyWhatTelegramAlwaysSendsIsRequired(Class<?> type) {
    for (JsonNode object : alternatives(type.getSimpleName())) {
      Set<String> always =
          StreamSupport.stream(object.path("required").spliterator(), false)
              .map(JsonNode::textValue)
              .collect(Collectors.toSet());

      assertThat(always).containsAll(fields(type, WireRecordsTest::isRequired));
    }
  }

  private static Set<String> fields(Class<?> type, Predicate<RecordComponent> which) {
    return Arrays.stream(type.getRecordComponents())
        .filter(which)
        .map(WireRecordsTest::wireName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String wireName(RecordComponent component) {
    return property(component)
        .map(JsonProperty::value)
        .filter(name -> !name.isEmpty())
        .orElse(component.getName());
  }

  private static boolean isRequired(RecordComponent component) {
    return property(component).filter(JsonProperty::required).isPresent();
  }

  private static Optional<JsonProperty> property(RecordComponent component) {
    return Optional.ofNullable(component.getAccessor().getAnnotation(JsonProperty.class));
  }

  /** An object itself, or all that may stand in its place; nothing of one that is only named. */
  private static List<JsonNode> alternatives(String name) {
    JsonNode object = EXTRACT.object(name);
    if (object.has("oneOf")) {
      return StreamSupport.stream(object.path("oneOf").spliterator(), false)
          .flatMap(one -> BotApiExtract.referenced(one).stream())
          .map(EXTRACT::object)
          .toList();
    }
    return Stream.of(object).filter(one -> one.has("properties")).toList();
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
