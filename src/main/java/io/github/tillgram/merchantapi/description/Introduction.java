package io.github.tillgram.merchantapi.description;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/** What a reader has to know before the first call. */
final class Introduction {

  private static final String WORDS =
      """
      Takes payments through Telegram bots: create an invoice, have it sent, hear of the payment.

      - **Keys.** Every call has `Authorization: Bearer <key>`. What a key may do stands at each operation, and as \
      `x-scope` for programs.
      - **Money** is integers in the smallest unit of its currency, as Telegram counts it: 1250 are 12.50 USD, 1250 \
      JPY, or 1250 Stars (XTR).
      - **Times** are ISO 8601 in UTC, such as `2026-12-01T10:00:00Z`.
      - **Bodies** are JSON of at most 1 MiB. An unknown field, a number in quotes or a fraction is an error that \
      names the field; null, and a query parameter that is empty, count as left out.
      - **Lists** have pages of at most 200 entries; give `nextCursor` back as `cursor` until it is null, or, where events are followed, for as long as you like. A page \
      never shifts when something new is created.
      - **Refusals** are problems as RFC 9457 has them; act on `type`. A method that an address does not take is \
      answered 405.
      - **Repeats.** With an `Idempotency-Key` a POST does its work once, however often it is sent.
      - **Changes.** There may be more operations, fields of answers, types and words one day: ignore what you do \
      not know. Nothing else changes within `/api/v1`.
      """;

  private static final Map<String, String> TAGS = tags();

  private Introduction() {}

  static void write(OpenAPI api) {
    api.setInfo(
        OASFactory.createInfo()
            .title("Tillgram")
            .version("1")
            .description(WORDS)
            .license(
                OASFactory.createLicense()
                    .name("Apache-2.0")
                    .url("https://www.apache.org/licenses/LICENSE-2.0")));
    api.setServers(
        List.of(OASFactory.createServer().url("/").description("Where this description was read")));
    if (api.getTags() != null) {
      api.getTags()
          .forEach(
              tag -> {
                if (tag.getDescription() == null) {
                  tag.setDescription(TAGS.get(tag.getName()));
                }
              });
    }
  }

  private static Map<String, String> tags() {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("Invoices", "What is to be paid");
    tags.put("Payments", "Money that came, and what becomes of it");
    tags.put("Statements", "What a day's money comes to");
    tags.put("Exports", "All that you have, for your own books");
    tags.put("Payers", "What you keep about people, and how it is erased");
    tags.put("Subscriptions", "Stars that come again every month");
    tags.put("Paid media", "Pictures and videos that show themselves to whoever pays");
    tags.put("Bots", "Whom payers talk to");
    tags.put("Events", "What happened");
    tags.put("Deliveries", "Where you hear of what happened, and what became of it");
    tags.put("API keys", "Who may call");
    tags.put("A-Pay projects", "The way to A-Pay's payment pages");
    tags.put("Deposits", "What A-Pay says of orders");
    tags.put("Reconciliation", "Your books beside Telegram's and A-Pay's");
    tags.put("Operator", "For whoever runs the service, with his own key");
    tags.put("Payment pages", "For payers, by link");
    return tags;
  }
}
