package io.github.tillgram.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The main job, whole: an invoice is sent by the bot, paid in the chat, and recorded. */
@QuarkusTest
class PaymentInTheChatTest {

  @Inject Shops shops;

  @Test
  void anInvoiceThatIsSentAndPaidInTheChatIsPaidAndThePayerHearsOfIt() {
    Shop shop = shops.open();
    UUID invoice = shop.issue(Shop.tea().put("sendTo", SandboxChat.PAYER));
    SandboxChat chat = new SandboxChat(shop, SandboxChat.PAYER);

    JsonObject paid = chat.press(chat.awaitInvoice(), "PAY");

    assertThat(paid.getString("result")).isEqualTo("PAID");
    await().untilAsserted(() -> assertThat(shop.status(invoice)).isEqualTo("PAID"));
    shop.read(invoice)
        .then()
        .body("anomaly", nullValue())
        .body("payments.size()", equalTo(1))
        .body("payments[0].status", equalTo("COUNTED"))
        .body("payments[0].amount", equalTo(1250))
        .body("payments[0].goods", equalTo(1250))
        .body("payments[0].telegramChargeId", equalTo(paid.getString("chargeId")))
        .body("payments[0].payer.id", equalTo((int) SandboxChat.PAYER));
    await()
        .untilAsserted(
            () ->
                assertThat(types(shop, invoice))
                    .containsExactly(
                        "invoice.created",
                        "invoice.sent",
                        "invoice.checkout_approved",
                        "payment.received",
                        "invoice.paid",
                        "payer.told"));
    assertThat(chat.texts())
        .containsExactly("Thank you! Your payment of 12.50 USD for \"Tea\" has been received.");
  }

  @Test
  void anApprovedCheckoutThatIsNeverPaidLeavesTheInvoiceInCheckoutUntilTheReservationLapses() {
    Shop shop = shops.open();
    UUID invoice = shop.issue(Shop.tea().put("sendTo", SandboxChat.PAYER));
    SandboxChat chat = new SandboxChat(shop, SandboxChat.PAYER);

    JsonObject abandoned = chat.press(chat.awaitInvoice(), "ABANDON");

    assertThat(abandoned.getString("result")).isEqualTo("ABANDONED");
    assertThat(shop.status(invoice)).isEqualTo("CHECKOUT");
  }

  private static List<String> types(Shop shop, UUID invoice) {
    return shop.api().get("/api/v1/invoices/" + invoice + "/timeline").path("items.type");
  }
}
