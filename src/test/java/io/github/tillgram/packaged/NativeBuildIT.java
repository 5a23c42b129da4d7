package io.github.tillgram.packaged;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.tillgram.startup.SettingsRule;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.persistence.Entity;
import jakarta.ws.rs.HttpMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a native compiler is told, read from what the build prepares for it: a type that is used by
 * its name, or a resource, works on the JVM without a word and is missing in an executable.
 */
class NativeBuildIT {

  private static final String ROOT = "io.github.tillgram";
  private static final Path CLASSES = Path.of("target", "classes");
  private static final Path SOURCES = Path.of("target", "native-sources");

  /** Resources that only the build reads, and the licence. */
  private static final Pattern NOT_FOR_THE_PROCESS =
      Pattern.compile("application\\.properties|META-INF/LICENSE");

  /** Who turns objects into JSON, and back. */
  private static final Pattern JSON =
      Pattern.compile(
          "io\\.github\\.tillgram\\..*Json|com\\.fasterxml\\.jackson\\.databind\\.Object(Mapper|Reader|Writer)"
              + "|jakarta\\.ws\\.rs\\.core\\.Response(\\$ResponseBuilder)?"
              + "|org\\.jboss\\.resteasy\\.reactive\\.RestResponse(\\$ResponseBuilder)?");

  private static final Pattern WRITES = Pattern.compile("write.*|entity|ok");

  private static JavaClasses main;
  private static Map<String, JsonObject> reflected;
  private static JsonObject resources;
  private static String arguments;

  @BeforeAll
  static void readWhatTheCompilerIsTold() throws IOException {
    main =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeJars())
            .importPath(CLASSES);
    arguments = Files.readString(SOURCES.resolve("native-image.args"));
    try (Stream<Path> files = Files.list(SOURCES);
        JarFile jar =
            new JarFile(
                files
                    .filter(file -> file.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow()
                    .toFile())) {
      reflected =
          objects(new JsonArray(read(jar, "META-INF/native-image/reflect-config.json")))
              .collect(
                  Collectors.toMap(
                      entry -> entry.getString("name", entry.getString("type")),
                      Function.identity()));
      resources = read(jar, "META-INF/native-image/resource-config.json").toJsonObject();
    }
  }

  @Test
  void everyTypeThatBecomesJsonIsRegistered() {
    Set<JavaClass> wire = wireTypes();

    assertThat(names(wire))
        .as("the search finds what is known to be on the wire")
        .contains(
            ROOT + ".telegram.api.SuccessfulPayment",
            ROOT + ".telegram.client.Envelope",
            ROOT + ".merchantapi.InvoiceRequest$Price",
            ROOT + ".merchantapi.InvoiceView",
            ROOT + ".problem.Problem$FieldError",
            ROOT + ".chat.Messages$Body",
            ROOT + ".invoice.PriceLine");
    assertThat(wire)
        .filteredOn(type -> !isRegistered(type))
        .extracting(JavaClass::getName)
        .as("types to annotate with @RegisterForReflection")
        .isEmpty();
  }

  @Test
  void everyEntityIsRegistered() {
    List<JavaClass> entities =
        main.stream().filter(type -> type.isAnnotatedWith(Entity.class)).toList();

    assertThat(entities).hasSizeGreaterThan(5).allMatch(NativeBuildIT::isRegistered);
  }

  @Test
  void everyRuleAboutSettingsCanBeMade() {
    List<JavaClass> rules =
        main.stream()
            .filter(type -> type.isAssignableTo(SettingsRule.class) && !type.isInterface())
            .toList();

    assertThat(rules)
        .hasSizeGreaterThan(4)
        .allMatch(rule -> is(rule, "allDeclaredConstructors"), "can be constructed by name");
  }

  @Test
  void everyResourceIsIncluded() throws IOException {
    List<Pattern> included =
        objects(resources.getJsonObject("resources").getJsonArray("includes"))
            .map(entry -> Pattern.compile(entry.getString("pattern")))
            .toList();
    List<String> files;
    try (Stream<Path> found = Files.walk(CLASSES)) {
      files =
          found
              .filter(Files::isRegularFile)
              .map(file -> CLASSES.relativize(file).toString().replace('\\', '/'))
              .filter(name -> !name.endsWith(".class"))
              .filter(name -> !NOT_FOR_THE_PROCESS.matcher(name).matches())
              .toList();
    }

    assertThat(files)
        .contains(
            "db/migration/V1__merchants_keys_bots.sql",
            "META-INF/services/" + SettingsRule.class.getName())
        .allMatch(
            name -> included.stream().anyMatch(pattern -> pattern.matcher(name).matches()),
            "is included");
    assertThat(included)
        .anyMatch(
            pattern -> pattern.matcher("META-INF/quarkus-generated-openapi-doc.JSON").matches());
  }

  @Test
  void theBotSpeaksItsLanguages() {
    assertThat(objects(resources.getJsonArray("bundles")).map(bundle -> bundle.getString("name")))
        .contains(ROOT + ".chat.phrases");
    String locales = arguments.replaceFirst(".*-H:IncludeLocales=([a-z,]*).*", "$1");
    assertThat(locales.split(",")).containsExactlyInAnyOrder("en", "ru", "hi", "bn");
  }

  /**
   * Classes are initialised while the executable is compiled: what is static is the same for all.
   */
  @Test
  void nothingRandomOrRunningIsStatic() {
    noFields()
        .that()
        .areStatic()
        .should()
        .haveRawType(
            DescribedPredicate.describe(
                "random numbers or a thread",
                (JavaClass type) ->
                    type.isAssignableTo(Random.class) || type.isAssignableTo(Thread.class)))
        .because("every process that is started from one executable would have the same")
        .check(main);
  }

  private static Set<JavaClass> wireTypes() {
    Set<JavaClass> types = new HashSet<>();
    Stream.of(
            main.stream().filter(NativeBuildIT::isTelegrams),
            main.stream().filter(NativeBuildIT::isAnnotatedForJackson),
            methods().filter(NativeBuildIT::isHttp).flatMap(NativeBuildIT::signature),
            main.stream()
                .filter(type -> type.isAssignableTo(TypeReference.class))
                .flatMap(type -> type.getSuperclass().stream())
                .flatMap(NativeBuildIT::involved),
            codeUnits().flatMap(NativeBuildIT::namedBesideJson),
            codeUnits().flatMap(NativeBuildIT::written))
        .flatMap(found -> found)
        .forEach(type -> add(type, types));
    return types;
  }

  /** With what it is made of. */
  private static void add(JavaClass type, Set<JavaClass> types) {
    if (type.getPackageName().startsWith(ROOT) && type.isRecord() && types.add(type)) {
      type.getFields().stream()
          .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
          .flatMap(field -> involved(field.getType()))
          .forEach(part -> add(part, types));
    }
  }

  private static boolean isTelegrams(JavaClass type) {
    return type.getPackageName().equals(ROOT + ".telegram.api");
  }

  private static boolean isAnnotatedForJackson(JavaClass type) {
    return Stream.of(
            type.getAnnotations().stream(),
            type.getFields().stream().flatMap(field -> field.getAnnotations().stream()),
            type.getMethods().stream().flatMap(method -> method.getAnnotations().stream()))
        .flatMap(annotations -> annotations)
        .anyMatch(
            (JavaAnnotation<?> annotation) ->
                annotation.getRawType().getPackageName().startsWith("com.fasterxml.jackson"));
  }

  /** A method of a door, or of a client. */
  private static boolean isHttp(JavaMethod method) {
    return method.isMetaAnnotatedWith(HttpMethod.class);
  }

  private static Stream<JavaClass> signature(JavaMethod method) {
    return Stream.concat(
        involved(method.getReturnType()),
        method.getParameterTypes().stream().flatMap(NativeBuildIT::involved));
  }

  /** {@code Envelope} of {@code read(text, Envelope.class)}. */
  private static Stream<JavaClass> namedBesideJson(JavaCodeUnit code) {
    return calls(code).anyMatch(NativeBuildIT::isOfJson)
        ? code.getReferencedClassObjects().stream().map(reference -> reference.getRawType())
        : Stream.empty();
  }

  /**
   * {@code Body} of {@code write(new Body(1))} and {@code PriceLine} of {@code write(prices())}:
   * what is made or returned on the line of the call. Of {@code write(tip().suggested())} it is not
   * the tip, which is only asked.
   */
  private static Stream<JavaClass> written(JavaCodeUnit code) {
    return calls(code)
        .filter(call -> isOfJson(call) && WRITES.matcher(call.getName()).matches())
        .flatMap(
            writing ->
                Stream.concat(
                    Stream.of(writing.getOriginOwner())
                        .filter(owner -> writing.getName().equals("entity")),
                    madeOn(writing.getLineNumber(), code)));
  }

  private static Stream<JavaClass> madeOn(int line, JavaCodeUnit code) {
    List<JavaCodeUnitAccess<?>> calls =
        calls(code).filter(call -> call.getLineNumber() == line).toList();
    Set<JavaClass> asked =
        calls.stream()
            .filter(JavaMethodCall.class::isInstance)
            .map(JavaAccess::getTargetOwner)
            .collect(Collectors.toSet());
    Stream<JavaClass> made =
        calls.stream()
            .filter(JavaConstructorCall.class::isInstance)
            .map(JavaAccess::getTargetOwner);
    Stream<JavaClass> returned =
        calls.stream()
            .flatMap(call -> call.getTarget().resolveMember().stream())
            .flatMap(method -> involved(method.getReturnType()))
            .filter(type -> !asked.contains(type));
    return Stream.concat(made, returned);
  }

  private static Stream<JavaCodeUnitAccess<?>> calls(JavaCodeUnit code) {
    return code.getAccessesFromSelf().stream()
        .filter(JavaCodeUnitAccess.class::isInstance)
        .map(access -> (JavaCodeUnitAccess<?>) access);
  }

  private static boolean isOfJson(JavaCodeUnitAccess<?> call) {
    return JSON.matcher(call.getTargetOwner().getName()).matches();
  }

  private static Stream<JavaClass> involved(JavaType type) {
    return type.getAllInvolvedRawTypes().stream();
  }

  private static Stream<JavaMethod> methods() {
    return main.stream().flatMap(type -> type.getMethods().stream());
  }

  private static Stream<JavaCodeUnit> codeUnits() {
    return main.stream().flatMap(type -> type.getCodeUnits().stream());
  }

  private static boolean isRegistered(JavaClass type) {
    return is(type, "allDeclaredConstructors")
        && is(type, "allDeclaredMethods")
        && is(type, "allDeclaredFields");
  }

  private static boolean is(JavaClass type, String registered) {
    return reflected.getOrDefault(type.getName(), new JsonObject()).getBoolean(registered, false);
  }

  private static Set<String> names(Set<JavaClass> types) {
    return types.stream().map(JavaClass::getName).collect(Collectors.toSet());
  }

  private static Stream<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast);
  }

  private static Buffer read(JarFile jar, String entry) {
    try {
      return Buffer.buffer(jar.getInputStream(jar.getEntry(entry)).readAllBytes());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
