package io.github.tillgram.botapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the Bot API is, from a file generated out of its reference, and what stands beside it: a few
 * methods and objects that the file lacks or only names.
 */
public final class BotApiExtract {

  private static final String REFERENCE = "#/objects/";
  private static final BotApiExtract INSTANCE =
      new BotApiExtract(read("bot-api-payments.json"), read("beside-the-extract.json"));

  private final Set<String> methodsOfTheFile;
  private final Set<String> objectsOfTheFile;
  private final ObjectNode methods;
  private final ObjectNode objects;
  private final JsonNode serverChecks;
  private final JsonNode currencies;
  private final JsonNode updateKinds;

  private BotApiExtract(JsonNode file, JsonNode beside) {
    this.methodsOfTheFile = names(file.path("methods"));
    this.objectsOfTheFile = names(file.path("objects"));
    this.methods = joined(file.path("methods"), beside.path("methods"));
    this.objects = joined(file.path("objects"), beside.path("objects"));
    beside
        .path("types")
        .fields()
        .forEachRemaining(type -> nameType(type.getKey(), type.getValue()));
    this.serverChecks = file.path("serverChecks");
    this.currencies = file.path("currencyCodes2026");
    this.updateKinds = file.path("updateKinds");
  }

  public static BotApiExtract load() {
    return INSTANCE;
  }

  /** What the file itself holds, without what stands beside it. */
  public Set<String> methodsOfTheFile() {
    return methodsOfTheFile;
  }

  public Set<String> objectsOfTheFile() {
    return objectsOfTheFile;
  }

  public Set<String> objects() {
    return names(objects);
  }

  public Set<String> methods() {
    return names(methods);
  }

  public Set<String> updateKinds() {
    Set<String> kinds = new TreeSet<>();
    updateKinds.forEach(kind -> kinds.add(kind.textValue()));
    return kinds;
  }

  /** The name of the object that an update of this kind holds. */
  public String objectOfKind(String kind) {
    return referenced(objects.path("Update").path("properties").path(kind)).orElseThrow();
  }

  Optional<JsonNode> method(String name) {
    return Optional.ofNullable(methods.get(name));
  }

  JsonNode object(String name) {
    return objects.path(name);
  }

  JsonNode serverCheck(String name) {
    return serverChecks.path(name);
  }

  boolean isCurrency(String code) {
    for (JsonNode currency : currencies) {
      if (currency.textValue().equals(code)) {
        return true;
      }
    }
    return false;
  }

  static Optional<String> referenced(JsonNode type) {
    return Optional.ofNullable(type.path("$ref").textValue())
        .map(reference -> reference.substring(REFERENCE.length()));
  }

  private void nameType(String object, JsonNode name) {
    ObjectNode type = (ObjectNode) objects.path(object).path("properties").path("type");
    type.putObject("limits").set("const", name);
  }

  /** What the file only names may be described; what it describes stays as it is. */
  private static ObjectNode joined(JsonNode file, JsonNode beside) {
    ObjectNode joined = file.deepCopy();
    beside
        .fields()
        .forEachRemaining(
            entry -> {
              JsonNode known = joined.get(entry.getKey());
              if (known != null && !known.path("external").asBoolean()) {
                throw new IllegalStateException("The extract describes " + entry.getKey());
              }
              joined.set(entry.getKey(), entry.getValue());
            });
    return joined;
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode read(String name) {
    try (InputStream file = BotApiExtract.class.getResourceAsStream("/bot-api/" + name)) {
      return new ObjectMapper().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
