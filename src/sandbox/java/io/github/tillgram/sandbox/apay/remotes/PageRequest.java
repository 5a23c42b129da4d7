package io.github.tillgram.sandbox.apay.remotes;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tillgram.sandbox.apay.book.PageTerms;
import io.github.tillgram.sandbox.apay.book.PaymentSystem;
import io.github.tillgram.sandbox.apay.book.Project;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks what a merchant says about the page he wants. */
final class PageRequest {
  private static final int LONGEST_ID = 200;
  private static final int LONGEST_RETURN_URL = 512;
  private static final Map<String, Integer> DECIMALS = Map.of("BHD", 3, "USD", 2);
  private static final Set<String> LANGUAGES =
      Set.of("EN", "HI", "BN", "SW", "UZ", "MY", "PT-BR", "ES-MX", "KM", "NE");

  private final Project project;
  private final JsonNode body;

  PageRequest(RemoteCall call) {
    this.project = call.project();
    this.body = call.body();
  }

  PageTerms terms(String origin) {
    String currency = required("currency", 3);
    String user = required("custom_user_id", LONGEST_ID);
    String returnUrl = required("return_url", LONGEST_RETURN_URL);
    BigDecimal amount = amount(body.path("amount"), currency);
    List<BigDecimal> buttons = new ArrayList<>();
    list("buttons").forEach(button -> buttons.add(amount(button, currency)));
    if (body.hasNonNull("data") && !body.path("data").isContainerNode()) {
      throw RemoteFailure.systemData();
    }
    return new PageTerms(
        webhookId(),
        amount,
        currency,
        systems(currency, amount),
        buttons,
        optional("custom_transaction_id"),
        user,
        returnUrl,
        languages(),
        origin);
  }

  /** A row of the project, named by a number or a text; left out: the default one. */
  private String webhookId() {
    if (!body.hasNonNull("webhook_id")) {
      return project.rows().iterator().next().id();
    }
    JsonNode id = body.path("webhook_id");
    boolean known =
        (id.isTextual() || id.isIntegralNumber()) && project.row(id.asText()).isPresent();
    if (!known) {
      throw RemoteFailure.invalid();
    }
    return id.asText();
  }

  private List<String> systems(String currency, BigDecimal amount) {
    List<PaymentSystem> open =
        project.systems().stream()
            .filter(PaymentSystem::takesDeposits)
            .filter(system -> system.currency().equals(currency))
            .toList();
    List<PaymentSystem> wanted = open;
    if (body.hasNonNull("payment_system")) {
      List<String> names = texts("payment_system");
      wanted =
          names.stream()
              .flatMap(name -> open.stream().filter(system -> system.name().equals(name)))
              .toList();
    }
    if (wanted.isEmpty()) {
      throw RemoteFailure.noSystem();
    }
    List<String> fitting =
        wanted.stream()
            .filter(system -> amount == null || system.takes(amount))
            .map(PaymentSystem::name)
            .toList();
    if (fitting.isEmpty()) {
      throw RemoteFailure.outOfLimits();
    }
    return fitting;
  }

  private List<String> languages() {
    List<String> languages = body.hasNonNull("language") ? texts("language") : List.of();
    if (!LANGUAGES.containsAll(languages)) {
      throw RemoteFailure.invalid();
    }
    return languages;
  }

  /** An integer, unless the currency has decimals; a text is no amount. */
  static BigDecimal amount(JsonNode amount, String currency) {
    if (amount.isMissingNode() || amount.isNull()) {
      return null;
    }
    int decimals = decimals(currency);
    boolean form = decimals == 0 ? amount.isIntegralNumber() : amount.isNumber();
    if (!form || amount.decimalValue().signum() <= 0) {
      throw RemoteFailure.invalid();
    }
    if (amount.decimalValue().stripTrailingZeros().scale() > decimals) {
      throw RemoteFailure.invalid();
    }
    return amount.decimalValue();
  }

  static int decimals(String currency) {
    return DECIMALS.getOrDefault(currency, 0);
  }

  private String required(String name, int longest) {
    if (!body.hasNonNull(name) || body.path(name).asText("x").isEmpty()) {
      throw RemoteFailure.required();
    }
    return text(body.path(name), longest);
  }

  private String optional(String name) {
    return body.hasNonNull(name) ? text(body.path(name), LONGEST_ID) : null;
  }

  private List<String> texts(String name) {
    if (body.path(name).isTextual()) {
      return List.of(body.path(name).textValue());
    }
    List<String> texts = new ArrayList<>();
    list(name).forEach(item -> texts.add(text(item, LONGEST_ID)));
    if (texts.isEmpty()) {
      throw RemoteFailure.invalid();
    }
    return texts;
  }

  private JsonNode list(String name) {
    JsonNode list = body.path(name);
    if (body.hasNonNull(name) && !list.isArray()) {
      throw RemoteFailure.invalid();
    }
    return list;
  }

  private static String text(JsonNode node, int longest) {
    String text = node.asText();
    if (!node.isTextual() || text.codePointCount(0, text.length()) > longest) {
      throw RemoteFailure.invalid();
    }
    return text;
  }
}
