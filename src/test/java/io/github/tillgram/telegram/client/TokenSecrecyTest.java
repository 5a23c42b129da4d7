package io.github.tillgram.telegram.client;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.tillgram.testsupport.LogLines;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The token is part of the address of every call, and of nothing that anybody reads. */
@QuarkusTest
class TokenSecrecyTest {

  private static final List<String> TROUBLE =
      List.of("CLOSE", "BAD_GATEWAY", "SERVER_ERROR", "BAD_REQUEST", "LOST_ANSWER");

  @Inject Shops shops;

  @Inject MeterRegistry meters;

  @Test
  void noTroubleOfACallTellsTheToken() {
    Shop shop = shops.open();
    SandboxChat chat = new SandboxChat(shop, SandboxChat.PAYER);
    String token = tokenOf(shop);

    try (LogLines log = LogLines.record()) {
      StringBuilder seen = new StringBuilder();
      for (String kind : TROUBLE) {
        chat.fault("sendInvoice", kind, 1, 0);
        chat.fault("getWebhookInfo", kind, 1, 0);
        UUID invoice = shop.issue(Shop.tea().put("sendTo", SandboxChat.PAYER));
        await()
            .atMost(Duration.ofSeconds(20))
            .until(
                () ->
                    timeline(shop, invoice).contains("invoice.send_outcome_unknown")
                        || timeline(shop, invoice).contains("invoice.not_sent"));
        seen.append(timeline(shop, invoice));
        seen.append(shop.api().get("/api/v1/bots/" + shop.botId() + "/webhook").asString());
      }
      meters.getMeters().forEach(meter -> seen.append(meter.getId()));
      seen.append(log.text());

      assertThat(seen).contains("sendInvoice", "unanswered");
      assertThat(seen).doesNotContain(token).doesNotContain(token.substring(token.indexOf(':')));
    }
  }

  private static String timeline(Shop shop, UUID invoice) {
    return shop.api().get("/api/v1/invoices/" + invoice + "/timeline").asString();
  }

  private static String tokenOf(Shop shop) {
    return given()
        .get("/sandbox/api/bots")
        .jsonPath()
        .getString("find { it.id == " + shop.telegramBotId() + " }.token");
  }
}
