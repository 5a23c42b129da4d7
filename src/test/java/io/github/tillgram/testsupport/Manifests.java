package io.github.tillgram.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What {@code kubectl kustomize} makes of an overlay of {@code deployment}: the objects as applied.
 */
public final class Manifests {

  private static final Path OVERLAYS = Path.of("deployment", "overlays");
  private static final YAMLMapper YAML = new YAMLMapper();

  /** The first whose kustomize knows {@code components} and {@code patches}. */
  private static final int OLDEST_MINOR_VERSION = 21;

  private final String overlay;
  private final List<JsonNode> objects;

  private Manifests(String overlay, List<JsonNode> objects) {
    this.overlay = overlay;
    this.objects = objects;
  }

  /** Whether there is a kubectl that can render them. */
  public static boolean canBeRendered() {
    try {
      String version = run("kubectl", "version", "--client", "--output", "json");
      String minor = YAML.readTree(version).at("/clientVersion/minor").asText();
      return Integer.parseInt(minor.replaceAll("\\D", "")) >= OLDEST_MINOR_VERSION;
    } catch (IOException | UncheckedIOException | NumberFormatException none) {
      return false;
    }
  }

  /** The names of all overlays. */
  public static List<String> overlays() {
    try (Stream<Path> directories = Files.list(OVERLAYS)) {
      return directories.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public static Manifests of(String overlay) {
    return render(overlay, OVERLAYS.resolve(overlay));
  }

  /** The base with a component that no overlay has. */
  public static Manifests with(String component) {
    try {
      Path directory = Files.createDirectories(Path.of("target", "kustomize", component));
      Files.writeString(
          directory.resolve("kustomization.yaml"),
          "resources: [../../../deployment/base]\ncomponents: [../../../deployment/components/"
              + component
              + "]\n");
      return render(component, directory);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Manifests render(String overlay, Path directory) {
    String rendered = run("kubectl", "kustomize", directory.toString());
    try {
      return new Manifests(
          overlay, YAML.readerFor(JsonNode.class).<JsonNode>readValues(rendered).readAll());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes());
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + output);
      }
      return output;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** The overlay's name. */
  @Override
  public String toString() {
    return overlay;
  }

  /** The objects of a kind. */
  public List<JsonNode> all(String kind) {
    return objects.stream().filter(object -> object.path("kind").asText().equals(kind)).toList();
  }

  /** The one object of a kind. */
  public JsonNode the(String kind) {
    List<JsonNode> found = all(kind);
    assertThat(found).as(kind).hasSize(1);
    return found.get(0);
  }

  public JsonNode named(String kind, String name) {
    return all(kind).stream()
        .filter(object -> object.at("/metadata/name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind + " is named " + name));
  }

  public JsonNode pod() {
    return the("Deployment").at("/spec/template/spec");
  }

  public JsonNode container() {
    assertThat(pod().path("containers")).hasSize(1);
    return pod().at("/containers/0");
  }

  /** What the container finds in its environment, secrets left out. */
  public Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    the("ConfigMap")
        .path("data")
        .properties()
        .forEach(entry -> settings.put(entry.getKey(), entry.getValue().asText()));
    return settings;
  }

  /** The members of an array. */
  public static Stream<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  /** Kubernetes' binary quantities, as far as they occur here. */
  public static long bytes(JsonNode quantity) {
    String text = quantity.asText();
    assertThat(text).as("a quantity of memory in Mi").matches("\\d+Mi");
    return Long.parseLong(text.replace("Mi", "")) << 20;
  }
}
