package io.github.tillgram.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.tillgram.merchantapi.idempotency.Idempotent;
import io.github.tillgram.security.EncryptedColumns;
import io.github.tillgram.security.Encryption;
import io.github.tillgram.security.Place;
import io.github.tillgram.security.Secret;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.Entity;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ext.Provider;
import java.nio.file.Paths;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The house's walls. Where a better wall turns up, move it here and in the same commit. */
class ArchitectureTest {

  private static final String ROOT = "io.github.tillgram";
  private static final int FEWEST_CLASSES = 100;

  /** Rooms everybody may enter. */
  private static final List<String> OPEN_TO_ALL = List.of("observability", "startup", "database");

  /** Who may import whom, besides the rooms that are open to all, the JDK and libraries. */
  private static final Map<String, List<String>> MAY_IMPORT =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("observability", List.of()),
              Map.entry("startup", List.of()),
              Map.entry("database", List.of()),
              Map.entry("money", List.of()),
              Map.entry("problem", List.of()),
              Map.entry("security", List.of()),
              Map.entry("telegram", List.of("security")),
              Map.entry("merchant", List.of("security", "event")),
              Map.entry("event", List.of()),
              Map.entry("privacy", List.of("security", "event")),
              Map.entry("notification", List.of("security", "merchant", "event", "privacy")),
              Map.entry(
                  "webhook", List.of("telegram", "merchant", "security", "event", "notification")),
              Map.entry(
                  "chat",
                  List.of(
                      "telegram",
                      "merchant",
                      "money",
                      "event",
                      "notification",
                      "privacy",
                      "security")),
              Map.entry(
                  "invoice",
                  List.of(
                      "money", "merchant", "security", "event", "privacy", "notification.outbox")),
              Map.entry(
                  "payments",
                  List.of(
                      "webhook",
                      "telegram",
                      "chat",
                      "event",
                      "privacy",
                      "invoice",
                      "merchant",
                      "money",
                      "security",
                      "notification.outbox")),
              Map.entry(
                  "apay",
                  List.of(
                      "webhook",
                      "telegram.api",
                      "chat",
                      "event",
                      "privacy",
                      "invoice",
                      "merchant",
                      "money",
                      "security",
                      "notification.outbox")),
              Map.entry(
                  "reconciliation",
                  List.of(
                      "event",
                      "invoice",
                      "payments",
                      "apay",
                      "telegram",
                      "merchant",
                      "money",
                      "security",
                      "notification")),
              Map.entry(
                  "merchantapi",
                  List.of(
                      "money",
                      "problem",
                      "security",
                      "merchant",
                      "notification",
                      "webhook",
                      "chat",
                      "event",
                      "privacy",
                      "invoice",
                      "payments",
                      "apay",
                      "reconciliation")),
              Map.entry(
                  "dashboard",
                  List.of(
                      "money",
                      "problem",
                      "security",
                      "merchant",
                      "notification",
                      "webhook",
                      "chat",
                      "event",
                      "privacy",
                      "invoice",
                      "payments",
                      "apay",
                      "reconciliation"))));

  /** Rooms of the plan that nobody has built; their rules may match nothing, no others may. */
  private static final List<String> NOT_YET_BUILT = List.of("dashboard");

  private static final DescribedPredicate<JavaClass> STREAMS_ONLY =
      DescribedPredicate.describe(
          "have nothing but streams to read",
          (JavaClass type) ->
              type.isAnnotatedWith(Path.class)
                  && type.getMethods().stream()
                      .filter(method -> method.isMetaAnnotatedWith(HttpMethod.class))
                      .allMatch(
                          method ->
                              method.isAnnotatedWith(GET.class)
                                  && method.getRawReturnType().isEquivalentTo(RestMulti.class)));

  private static JavaClasses main;

  @BeforeAll
  static void importMainClasses() {
    main =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeJars())
            .importPath(Paths.get("target", "classes"));
  }

  @Test
  void seesTheClassesItJudges() {
    assertThat(main.size())
        .as("an importer that cannot read the bytecode passes every rule over nothing")
        .isGreaterThan(FEWEST_CLASSES);
    assertThat(main.contain(ROOT + ".invoice.CreditInvoice")).isTrue();
  }

  @TestFactory
  Stream<DynamicTest> everyRoomImportsOnlyWhatTheTableLists() {
    return MAY_IMPORT.entrySet().stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.getKey(), () -> importsOnly(row.getKey(), row.getValue())));
  }

  private static void importsOnly(String room, List<String> allowed) {
    List<String> rooms = new ArrayList<>(allowed);
    rooms.add(room);
    rooms.addAll(OPEN_TO_ALL);
    String[] packages = rooms.stream().map(name -> ROOT + "." + name + "..").toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage(ROOT + "." + room + "..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(packages).or(DescribedPredicate.not(resideInAPackage(ROOT + ".."))))
        .because("a room that reaches further than its table has become two rooms")
        .allowEmptyShould(NOT_YET_BUILT.contains(room))
        .check(main);
  }

  @Test
  void everyRoomIsInTheTable() {
    classes()
        .should()
        .resideInAnyPackage(
            Stream.concat(
                    Stream.of(ROOT),
                    MAY_IMPORT.keySet().stream().map(room -> ROOT + "." + room + ".."))
                .toArray(String[]::new))
        .because("a room nobody drew has no walls")
        .check(main);
  }

  @Test
  void noSandboxInTheApplication() {
    noClasses()
        .should()
        .resideInAPackage(ROOT + ".sandbox..")
        .because("simulated money has no place in production")
        .check(main);
  }

  @Test
  void roomsFormNoCycles() {
    slices()
        .matching(ROOT + ".(*)..")
        .should()
        .beFreeOfCycles()
        .because("two rooms that need each other are one")
        .check(main);
  }

  @Test
  void onlyDoorsAndClientsKnowHttp() {
    noClasses()
        .that()
        .resideInAnyPackage(
            rooms(
                "event",
                "privacy",
                "invoice",
                "payments",
                "merchant",
                "money",
                "chat",
                "notification.outbox"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.ws.rs..", "org.jboss.resteasy..", "io.vertx.ext.web..")
        .because("rules about money must not depend on how they are asked")
        .check(main);
  }

  @Test
  void whatADoorHasBegunIsEndedAlthoughTheCallerHangsUp() {
    classes()
        .that()
        .areAnnotatedWith(Path.class)
        .and()
        .areNotInterfaces()
        .and(DescribedPredicate.not(STREAMS_ONLY))
        .should()
        .beAnnotatedWith(
            DescribedPredicate.describe(
                "@Cancellable(false)",
                (JavaAnnotation<?> annotation) ->
                    annotation.getRawType().isEquivalentTo(Cancellable.class)
                        && annotation.get("value").equals(Optional.of(false))))
        .because("a transaction goes on at the database, whoever has stopped listening")
        .check(main);
  }

  @Test
  void streamsEndWithTheirReaders() {
    classes()
        .that(STREAMS_ONLY)
        .should()
        .beAnnotatedWith(Cancellable.class)
        .because("a download of everything has no effect but to be read")
        .check(main);
  }

  @Test
  void everyMethodOfOurApiNamesTheKeyItNeeds() {
    methods()
        .that()
        .areDeclaredInClassesThat()
        .areAnnotatedWith(Path.class)
        .and()
        .areDeclaredInClassesThat()
        .resideInAPackage(ROOT + ".merchantapi")
        .and(
            DescribedPredicate.describe(
                "are called from outside",
                (JavaMethod method) -> method.isMetaAnnotatedWith(HttpMethod.class)))
        .should()
        .beAnnotatedWith(RolesAllowed.class)
        .because("which scope lets a caller in is decided where the work is, one by one")
        .check(main);
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".merchantapi")
        .should()
        .beAnnotatedWith(RolesAllowed.class)
        .because("a scope for a whole class is one that nobody thought of")
        .check(main);
  }

  @Test
  void whateverCanBeAskedTwiceIsDoneOnce() {
    methods()
        .that()
        .areAnnotatedWith(POST.class)
        .and()
        .areDeclaredInClassesThat()
        .resideInAPackage(ROOT + ".merchantapi..")
        .should()
        .beAnnotatedWith(Idempotent.class)
        .because("a caller who has lost an answer must be able to ask again")
        .check(main);
  }

  @Test
  void whatStandsInTheWayOfBodiesDoesSoAtDoorsOnly() {
    classes()
        .that()
        .areAnnotatedWith(Provider.class)
        .should()
        .beAnnotatedWith(ConstrainedTo.class)
        .because("a provider for everybody also stands between us and those we call")
        .check(main);
  }

  @Test
  void restClientsArePackagePrivate() {
    classes()
        .that()
        .areAnnotatedWith(RegisterRestClient.class)
        .should()
        .bePackagePrivate()
        .because("the class above them owns what answers mean")
        .check(main);
  }

  @Test
  void noEntityLeavesThroughADoor() {
    noMethods()
        .that()
        .areDeclaredInClassesThat()
        .areAnnotatedWith(Path.class)
        .and()
        .arePublic()
        .should()
        .haveRawReturnType(
            DescribedPredicate.describe(
                "an entity", (JavaClass type) -> type.isAnnotatedWith(Entity.class)))
        .because("the shape of a table is no promise to anybody")
        .check(main);
  }

  @Test
  void whoeverEncryptsNamesTheColumns() {
    String[] namers =
        main.stream()
            .filter(type -> type.isAssignableTo(EncryptedColumns.class) && !type.isInterface())
            .map(JavaClass::getPackageName)
            .toArray(String[]::new);
    assertThat(namers).isNotEmpty();
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".security")
        .and(DescribedPredicate.not(resideInAnyPackage(namers)))
        .should()
        .callMethod(Encryption.class, "encrypt", Secret.class, Place.class)
        .because("what a re-encryption does not find keeps an old key in use")
        .check(main);
  }

  @Test
  void moneyIsNeverFloatingPoint() {
    DescribedPredicate<JavaClass> floating =
        DescribedPredicate.describe(
            "floating point",
            (JavaClass type) ->
                List.of("double", "float", "java.lang.Double", "java.lang.Float")
                    .contains(type.getName()));
    noFields().should().haveRawType(floating).because("money is integers").check(main);
    noMethods()
        .should()
        .haveRawReturnType(floating)
        .orShould()
        .haveRawParameterTypes(
            DescribedPredicate.describe(
                "with floating point",
                (List<JavaClass> types) -> types.stream().anyMatch(floating)))
        .because("money is integers")
        .check(main);
  }

  @Test
  void nothingBlocksReadsTheClockOrPrints() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(ROOT + ".startup.ClockProducer")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + ".startup.Main")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(io.smallrye.mutiny.Uni.class, "await")
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .because(
            "event loops must not wait, a clock that is injected can be turned in tests, and only a"
                + " start that fails speaks without a log")
        .check(main);
  }

  @Test
  void settingsArriveThroughMappings() {
    noFields().should().beAnnotatedWith(ConfigProperty.class).allowEmptyShould(true).check(main);
    classes()
        .that()
        .haveSimpleNameEndingWith("Config")
        .should()
        .beInterfaces()
        .because("a feature's settings are one documented interface")
        .check(main);
  }

  @Test
  void namesSayWhatThingsAre() {
    noClasses()
        .should()
        .haveNameMatching(".*(Impl|Utils?|Helper|Manager|Dto|DTO|Base)")
        .orShould()
        .haveNameMatching(".*\\.Abstract[A-Z]\\w*")
        .because("such names say how a class came about, not what it is")
        .check(main);
  }

  @Test
  void whatIsInjectedIsFinal() {
    fields()
        .that()
        .areDeclaredInClassesThat()
        .areAnnotatedWith(jakarta.enterprise.context.ApplicationScoped.class)
        .and()
        .arePrivate()
        .and()
        .areNotStatic()
        .and()
        .doNotHaveModifier(JavaModifier.VOLATILE)
        .should()
        .beFinal()
        .because("beans get what they need once, through their constructor")
        .check(main);
    methods().should().notBeAnnotatedWith(jakarta.inject.Inject.class).check(main);
  }

  private static String[] rooms(String... names) {
    return Stream.of(names).map(name -> ROOT + "." + name + "..").toArray(String[]::new);
  }
}
