package io.github.tillgram.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;

/** Finds our classes by the short names that documents use. */
final class ProjectClasses {

  private static final Set<Class<? extends Annotation>> TESTS =
      Set.of(Test.class, ParameterizedTest.class, TestFactory.class);

  private final Map<String, List<String>> sources = new HashMap<>();
  private final Map<String, List<String>> tests = new HashMap<>();

  ProjectClasses() {
    collect(Path.of("src", "main", "java"), sources);
    collect(Path.of("src", "test", "java"), tests);
  }

  boolean hasSource(String name) {
    return sources.containsKey(name);
  }

  /** What is wrong with a name such as {@code MoneyTest#addsUp} or {@code MoneyTest}. */
  Optional<String> problemOfTest(String reference) {
    String[] parts = reference.split("#");
    if (!tests.containsKey(parts[0])) {
      return Optional.of("there is no test class " + parts[0]);
    }
    boolean found =
        tests.get(parts[0]).stream()
            .map(ProjectClasses::load)
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
            .filter(ProjectClasses::isTest)
            .anyMatch(method -> parts.length == 1 || method.getName().equals(parts[1]));
    return found ? Optional.empty() : Optional.of("there is no test " + reference);
  }

  private static boolean isTest(Method method) {
    return TESTS.stream().anyMatch(method::isAnnotationPresent);
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, ProjectClasses.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void collect(Path root, Map<String, List<String>> names) {
    try (Stream<Path> files = Files.walk(root)) {
      files
          .map(file -> root.relativize(file).toString())
          .filter(file -> file.endsWith(".java"))
          .map(file -> file.substring(0, file.length() - ".java".length()).replace('/', '.'))
          .forEach(
              name ->
                  names
                      .computeIfAbsent(
                          name.substring(name.lastIndexOf('.') + 1), none -> new ArrayList<>())
                      .add(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
