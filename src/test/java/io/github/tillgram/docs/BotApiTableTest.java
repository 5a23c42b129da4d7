package io.github.tillgram.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.tillgram.botapi.BotApiExtract;
import io.github.tillgram.docs.MarkdownTable.Row;
import io.github.tillgram.telegram.api.UpdateKind;
import io.github.tillgram.telegram.api.WebhookReply;
import io.github.tillgram.telegram.client.TelegramBot;
import io.github.tillgram.webhook.Route;
import io.github.tillgram.webhook.UpdateHandler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Compares {@code src/docs/bot-api.md} with the code and with the extract of the Bot API. What it
 * says is what to write into the table.
 */
class BotApiTableTest {

  private static final Path DOCUMENT = Path.of("src", "docs", "bot-api.md");
  private static final String ROOT = "io.github.tillgram";
  private static final String API = ROOT + ".telegram.api";
  private static final String CLIENT = ROOT + ".telegram.client";
  private static final int RECORD = 1;
  private static final int USERS = 2;
  private static final int TESTS = 3;

  private static final BotApiExtract EXTRACT = BotApiExtract.load();
  private static final ProjectClasses PROJECT = new ProjectClasses();
  private static final List<Row> METHODS = MarkdownTable.rows(DOCUMENT, "## Methods");
  private static final List<Row> KINDS = MarkdownTable.rows(DOCUMENT, "## Updates");
  private static final List<Row> OBJECTS = MarkdownTable.rows(DOCUMENT, "## Objects");
  private static final List<Row> NO_METHODS =
      MarkdownTable.rows(DOCUMENT, "## Methods that are not called");
  private static final List<Row> NO_OBJECTS =
      MarkdownTable.rows(DOCUMENT, "## Objects that are not used");

  private static JavaClasses classes;

  @BeforeAll
  static void readTheClasses() {
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeJars())
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);
  }

  @Test
  void everyMethodOfTheClientHasARowAndEveryRowAMethod() {
    Set<String> called = new TreeSet<>(methodsOfTheClient());
    called.addAll(methodsOfReplies());

    assertThat(first(METHODS)).as("the rows of ## Methods").isEqualTo(called);
  }

  @Test
  void theRowOfAMethodNamesWhoeverCallsIt() {
    List<String> wrong = new ArrayList<>();
    for (Row row : METHODS) {
      Set<String> callers = callers(name(row), row.names(RECORD));
      if (!callers.equals(new TreeSet<>(row.names(USERS)))) {
        wrong.add("`" + name(row) + "` is called by " + callers + ": write so into its row");
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyKindOfUpdateWithAHandlerHasARowThatNamesItsHandlers() {
    Map<String, Set<String>> handlers = handlersByKind();
    Map<String, Set<String>> rows = new TreeMap<>();
    KINDS.forEach(row -> rows.put(name(row), new TreeSet<>(row.names(USERS))));

    assertThat(rows).as("the rows of ## Updates").isEqualTo(handlers);
  }

  @Test
  void theRowOfAKindNamesItsObject() {
    for (Row row : KINDS) {
      assertThat(row.names(1))
          .as("the object of " + name(row))
          .containsExactly(EXTRACT.objectOfKind(name(row)));
    }
  }

  @Test
  void everyRecordOnTheWireIsInARow() {
    Set<String> rows =
        Stream.of(METHODS, OBJECTS)
            .flatMap(List::stream)
            .flatMap(row -> row.names(RECORD).stream())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(rows)
        .as("the second column of ## Methods and ## Objects")
        .containsAll(recordsOnTheWire());
  }

  @Test
  void whoeverUsesAnObjectDoesUseIt() {
    List<String> wrong = new ArrayList<>();
    for (Row row : OBJECTS) {
      for (String user : row.names(USERS)) {
        if (row.names(RECORD).stream().noneMatch(record -> uses(user, record))) {
          wrong.add("`" + user + "` does not use " + row.names(RECORD) + " of " + name(row));
        }
      }
      if (row.names(USERS).isEmpty()) {
        wrong.add("nobody is named who uses " + name(row));
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyTestThatIsNamedExists() {
    List<String> wrong = new ArrayList<>();
    Stream.of(METHODS, KINDS, OBJECTS)
        .flatMap(List::stream)
        .forEach(
            row -> {
              if (row.names(TESTS).isEmpty()) {
                wrong.add("no test is named for " + name(row));
              }
              row.names(TESTS).forEach(test -> PROJECT.problemOfTest(test).ifPresent(wrong::add));
            });
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyMethodOfTheExtractIsEitherCalledOrNotForAReason() {
    assertThat(all(METHODS, NO_METHODS))
        .as("first column of ## Methods, ## Methods that are not called")
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(EXTRACT.methods());
    assertThat(NO_METHODS).allMatch(row -> !row.cell(1).isEmpty(), "has a reason");
  }

  @Test
  void everyObjectOfTheExtractIsEitherUsedOrNotForAReason() {
    assertThat(all(OBJECTS, NO_OBJECTS))
        .as("first column of ## Objects, ## Objects that are not used")
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(EXTRACT.objects());
    assertThat(NO_OBJECTS).allMatch(row -> !row.cell(1).isEmpty(), "has a reason");
  }

  private static String name(Row row) {
    return row.names(0).get(0);
  }

  private static Set<String> first(List<Row> rows) {
    return rows.stream().map(BotApiTableTest::name).collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> all(List<Row> rows, List<Row> others) {
    return Stream.concat(rows.stream(), others.stream())
        .flatMap(row -> row.names(0).stream())
        .toList();
  }

  private static Set<String> methodsOfTheClient() {
    return Stream.of("BotApi", "PollApi")
        .flatMap(api -> classes.get(CLIENT + "." + api).getMethods().stream())
        .map(method -> method.getName())
        .collect(Collectors.toSet());
  }

  private static Set<String> methodsOfReplies() {
    return classes.stream()
        .filter(type -> !type.isInterface() && type.isAssignableTo(WebhookReply.class))
        .map(type -> type.getSimpleName())
        .map(name -> name.substring(0, 1).toLowerCase() + name.substring(1))
        .collect(Collectors.toSet());
  }

  /** Who calls the client's method, or writes the answer; the client itself while nobody does. */
  private static Set<String> callers(String method, List<String> records) {
    Set<String> callers =
        classes.stream()
            .filter(type -> !type.getPackageName().startsWith(ROOT + ".telegram"))
            .filter(type -> calls(type, method) || answers(type, records))
            .map(BotApiTableTest::outermost)
            .collect(Collectors.toCollection(TreeSet::new));
    return callers.isEmpty() ? Set.of("TelegramBot") : callers;
  }

  private static boolean calls(JavaClass type, String method) {
    return type.getAccessesFromSelf().stream()
        .map(JavaAccess::getTarget)
        .anyMatch(
            target ->
                target.getOwner().isEquivalentTo(TelegramBot.class)
                    && target.getName().equals(method));
  }

  private static boolean answers(JavaClass type, List<String> records) {
    return records.stream()
        .filter(record -> classes.get(API + "." + record).isAssignableTo(WebhookReply.class))
        .anyMatch(record -> dependsOn(type, record));
  }

  private static Map<String, Set<String>> handlersByKind() {
    Map<String, Set<String>> handlers = new TreeMap<>();
    classes.stream()
        .filter(type -> !type.isInterface() && type.isAssignableTo(UpdateHandler.class))
        .forEach(
            handler ->
                accessesOfRoute(handler)
                    .filter(access -> access.getTargetOwner().isEquivalentTo(UpdateKind.class))
                    .map(access -> UpdateKind.valueOf(access.getName()).wireName())
                    .forEach(
                        kind ->
                            handlers
                                .computeIfAbsent(kind, name -> new TreeSet<>())
                                .add(handler.getSimpleName())));
    return handlers;
  }

  /** The route of commands is made in one place for all of them. */
  private static Stream<JavaFieldAccess> accessesOfRoute(JavaClass handler) {
    return Stream.concat(
        handler.getFieldAccessesFromSelf().stream(),
        handler.getMethodCallsFromSelf().stream()
            .filter(call -> call.getTarget().getRawReturnType().isEquivalentTo(Route.class))
            .flatMap(call -> call.getTarget().resolveMember().stream())
            .flatMap(method -> method.getFieldAccesses().stream()));
  }

  private static Set<String> recordsOnTheWire() {
    return classes.stream()
        .filter(type -> type.getPackageName().equals(API) && type.isRecord())
        .map(JavaClass::getSimpleName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean uses(String user, String record) {
    return PROJECT.hasSource(user)
        && (user.equals(record)
            || classes.stream()
                .anyMatch(type -> outermost(type).equals(user) && dependsOn(type, record)));
  }

  private static boolean dependsOn(JavaClass type, String record) {
    return type.getDirectDependenciesFromSelf().stream()
        .anyMatch(dependency -> dependency.getTargetClass().getSimpleName().equals(record));
  }

  private static String outermost(JavaClass type) {
    JavaClass outer = type;
    while (outer.getEnclosingClass().isPresent()) {
      outer = outer.getEnclosingClass().get();
    }
    return outer.getSimpleName();
  }
}
