package io.github.tillgram.apay.page;

import io.github.tillgram.invoice.Invoice;
import io.github.tillgram.security.RandomTokens;
import io.github.tillgram.webhook.WebhookConfig;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The addresses that payers go to: one for each payer we know, and one for everybody else. They
 * stay the same for the life of an invoice.
 */
@ApplicationScoped
class PayLinks {

  static final String PATH = "/pay/";

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{22}");

  private static final String GET =
      """
      INSERT INTO apay_pay_link (token, invoice_id, payer_id) VALUES (:token, :invoiceId, :payerId)
      ON CONFLICT (invoice_id, coalesce(payer_id, 0)) DO UPDATE SET invoice_id = excluded.invoice_id
      RETURNING token
      """;

  private static final String FIND =
      "SELECT invoice_id, payer_id FROM apay_pay_link WHERE token = :token";

  private final WebhookConfig config;

  PayLinks(WebhookConfig config) {
    this.config = config;
  }

  /** Whether payers can reach us at all. */
  boolean isReachable() {
    return config.publicUrl().filter(url -> !url.isBlank()).isPresent();
  }

  /**
   * The address for a payer, or for everybody, in the caller's transaction. An invoice that is one
   * payer's has one address, which is his.
   */
  Uni<String> address(Invoice invoice, Optional<Long> payerId) {
    Optional<Long> whose = invoice.payerId().or(() -> payerId);
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(GET, String.class)
                    .setParameter("token", RandomTokens.name())
                    .setParameter("invoiceId", invoice.id())
                    .setParameter("payerId", whose.orElse(null))
                    .getSingleResult())
        .map(this::address);
  }

  String address(String token) {
    return config.publicUrl().orElseThrow().replaceAll("/+$", "") + PATH + token;
  }

  /** Below which all of them are, as browsers see it. */
  String path() {
    String prefix = URI.create(config.publicUrl().orElseThrow()).getPath();
    return (prefix == null ? "" : prefix.replaceAll("/+$", "")) + PATH;
  }

  boolean isSecure() {
    return config.publicUrl().filter(url -> url.startsWith("https:")).isPresent();
  }

  /** What is behind a token, in the caller's session; what cannot be one is not looked up. */
  Uni<Optional<PayLink>> find(String token) {
    if (!TOKEN.matcher(token).matches()) {
      return Uni.createFrom().item(Optional.empty());
    }
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(FIND, Object[].class)
                    .setParameter("token", token)
                    .getSingleResultOrNull())
        .map(
            row ->
                Optional.ofNullable(row)
                    .map(
                        found ->
                            new PayLink(
                                token, (UUID) found[0], Optional.ofNullable((Long) found[1]))));
  }
}
