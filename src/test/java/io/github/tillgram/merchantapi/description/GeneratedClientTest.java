package io.github.tillgram.merchantapi.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.tillgram.client.ApiClient;
import io.github.tillgram.client.ApiException;
import io.github.tillgram.client.api.BotsApi;
import io.github.tillgram.client.api.DeliveriesApi;
import io.github.tillgram.client.api.DeliveriesApi.APIListDeliveriesRequest;
import io.github.tillgram.client.api.EventsApi;
import io.github.tillgram.client.api.EventsApi.APIListEventsRequest;
import io.github.tillgram.client.api.InvoicesApi;
import io.github.tillgram.client.api.InvoicesApi.APIListInvoicesRequest;
import io.github.tillgram.client.api.InvoicesApi.APIReadTimelineRequest;
import io.github.tillgram.client.api.OperatorApi;
import io.github.tillgram.client.api.PaymentsApi;
import io.github.tillgram.client.api.PaymentsApi.APIListPaymentsRequest;
import io.github.tillgram.client.api.StatementsApi;
import io.github.tillgram.client.api.StatementsApi.APIReadStatementRequest;
import io.github.tillgram.client.model.Bot;
import io.github.tillgram.client.model.BotMode;
import io.github.tillgram.client.model.Delivery;
import io.github.tillgram.client.model.DeliveryState;
import io.github.tillgram.client.model.Endpoint;
import io.github.tillgram.client.model.Event;
import io.github.tillgram.client.model.EventPage;
import io.github.tillgram.client.model.EventType;
import io.github.tillgram.client.model.Invoice;
import io.github.tillgram.client.model.InvoiceLink;
import io.github.tillgram.client.model.InvoicePage;
import io.github.tillgram.client.model.InvoiceStatus;
import io.github.tillgram.client.model.MerchantWithKey;
import io.github.tillgram.client.model.NewBot;
import io.github.tillgram.client.model.NewEndpoint;
import io.github.tillgram.client.model.NewInvoice;
import io.github.tillgram.client.model.NewMerchant;
import io.github.tillgram.client.model.Order;
import io.github.tillgram.client.model.Payment;
import io.github.tillgram.client.model.PaymentStatus;
import io.github.tillgram.client.model.PriceLine;
import io.github.tillgram.client.model.Problem;
import io.github.tillgram.client.model.ProblemField;
import io.github.tillgram.client.model.ProblemType;
import io.github.tillgram.client.model.Rail;
import io.github.tillgram.client.model.StatementDay;
import io.github.tillgram.client.model.TimelineEntry;
import io.github.tillgram.client.model.TimelineEntryPage;
import io.github.tillgram.testsupport.Listener;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that was generated from the description sells tea, and never sees a line of JSON. */
@QuarkusTest
class GeneratedClientTest {

  @TestHTTPResource("/")
  URI service;

  @Inject Shops shops;

  private ApiClient merchant;
  private InvoicesApi invoices;

  @BeforeEach
  void openShop() throws ApiException {
    MerchantWithKey admitted =
        new OperatorApi(client(Shops.OPERATOR_KEY))
            .createMerchant(new NewMerchant().name("Tea House"), null);
    assertThat(admitted.getName()).isEqualTo("Tea House");
    merchant = client(admitted.getApiKey());
    invoices = new InvoicesApi(merchant);
    JsonPath known = shops.sandboxBot();
    Bot bot =
        new BotsApi(merchant)
            .connectBot(
                new NewBot()
                    .token(known.getString("token"))
                    .providerToken(known.getString("providerToken")),
                null);
    assertThat(bot.getMode()).isEqualTo(BotMode.TEST);
    assertThat(bot.getWebhook().getRegistered()).isTrue();
  }

  @Test
  void anInvoiceIsIssuedPaidAndHeardOf() throws ApiException, IOException {
    try (Listener backEnd = new Listener()) {
      DeliveriesApi deliveries = new DeliveriesApi(merchant);
      Endpoint endpoint =
          deliveries.createEndpoint(
              new NewEndpoint().url(backEnd.url()).types(List.of(EventType.INVOICE_PAID)), null);
      assertThat(endpoint.getSecret()).startsWith("whsec_");

      Invoice issued = invoices.createInvoice(tea("order-42"), null);
      assertThat(issued.getStatus()).isEqualTo(InvoiceStatus.OPEN);
      assertThat(issued.getRail()).isEqualTo(Rail.TELEGRAM);
      assertThat(issued.getTotal()).isEqualTo(1250);
      assertThat(issued.getMetadata()).containsEntry("sku", "A-1");
      String link = invoices.linkInvoice(issued.getId(), null).getLink();
      SandboxChat.payLink(link, SandboxChat.PAYER, "PAY");
      await()
          .untilAsserted(
              () ->
                  assertThat(invoices.readInvoice(issued.getId()).getStatus())
                      .isEqualTo(InvoiceStatus.PAID));

      assertPaid(issued.getId());
      assertHeardOf(endpoint, deliveries);
      assertSummedUp();
    }
  }

  private void assertPaid(UUID invoice) throws ApiException {
    List<Payment> payments =
        new PaymentsApi(merchant)
            .listPayments(APIListPaymentsRequest.newBuilder().status(PaymentStatus.COUNTED).build())
            .getItems();
    assertThat(payments).extracting(Payment::getInvoiceId).containsExactly(invoice);
    assertThat(payments.get(0).getAmount()).isEqualTo(1250);
    assertThat(payments.get(0).getPayer().getId()).isEqualTo(SandboxChat.PAYER);
    assertThat(payments.get(0).getAnomaly()).isNull();
    assertThat(timeline(invoices, invoice).getItems())
        .extracting(TimelineEntry::getType)
        .startsWith(EventType.INVOICE_CREATED)
        .contains(EventType.INVOICE_CHECKOUT_APPROVED, EventType.INVOICE_PAID);
    assertThat(timeline(invoices, invoice).getItems()).allMatch(entry -> entry.getAt() != null);
  }

  private void assertHeardOf(Endpoint endpoint, DeliveriesApi deliveries) throws ApiException {
    EventsApi events = new EventsApi(merchant);
    await().untilAsserted(() -> assertThat(paidEvents(events).getItems()).hasSize(1));
    Event event = paidEvents(events).getItems().get(0);
    assertThat(event.getVersion()).isEqualTo(1);
    await()
        .untilAsserted(
            () ->
                assertThat(
                        deliveries
                            .listDeliveries(
                                APIListDeliveriesRequest.newBuilder()
                                    .endpointId(endpoint.getId())
                                    .state(DeliveryState.DELIVERED)
                                    .build())
                            .getItems())
                    .extracting(Delivery::getMessageId)
                    .containsExactly(event.getId()));
    Delivery delivery =
        deliveries
            .listDeliveries(
                APIListDeliveriesRequest.newBuilder().endpointId(endpoint.getId()).build())
            .getItems()
            .get(0);
    assertThat(deliveries.readDelivery(delivery.getId()).getTries().get(0).getStatus())
        .isEqualTo(200);
  }

  /** Sums have no bounds, so neither has what they are read into. */
  private void assertSummedUp() throws ApiException {
    List<StatementDay> days =
        new StatementsApi(merchant)
            .readStatement(APIReadStatementRequest.newBuilder().build())
            .getDays();
    assertThat(days).hasSize(1);
    BigDecimal net = days.get(0).getNet();
    assertThat(net).isEqualByComparingTo("1250");
  }

  private static TimelineEntryPage timeline(InvoicesApi invoices, UUID id) throws ApiException {
    return invoices.readTimeline(APIReadTimelineRequest.newBuilder().id(id).build());
  }

  private static EventPage paidEvents(EventsApi events) throws ApiException {
    return events.listEvents(
        APIListEventsRequest.newBuilder()
            .order(Order.OLDEST_FIRST)
            .type(List.of(EventType.INVOICE_PAID))
            .build());
  }

  @Test
  void aListIsReadPageByPage() throws ApiException {
    List<UUID> issued = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      issued.add(0, invoices.createInvoice(tea("order-" + i), null).getId());
    }
    List<UUID> read = new ArrayList<>();
    String cursor = null;
    do {
      InvoicePage page =
          invoices.listInvoices(
              APIListInvoicesRequest.newBuilder().cursor(cursor).limit(2).build());
      page.getItems().forEach(invoice -> read.add(invoice.getId()));
      cursor = page.getNextCursor();
    } while (cursor != null);
    assertThat(read).isEqualTo(issued);
  }

  @Test
  void aRequestThatIsRepeatedWithItsKeyIsDoneOnce() throws ApiException {
    String key = UUID.randomUUID().toString();
    Invoice first = invoices.createInvoice(tea("order-42"), key);
    assertThat(invoices.createInvoice(tea("order-42"), key).getId()).isEqualTo(first.getId());
    assertThat(invoices.listInvoices(APIListInvoicesRequest.newBuilder().build()).getItems())
        .hasSize(1);
  }

  @Test
  void aRefusalIsATypedProblem() throws ApiException {
    Problem wrong = refusal(() -> invoices.createInvoice(tea("order-42").currency("EURO"), null));
    assertThat(wrong.getType()).isEqualTo(ProblemType.INVALID_INPUT);
    assertThat(wrong.getErrors()).extracting(ProblemField::getField).containsExactly("currency");

    invoices.createInvoice(tea("order-42"), null);
    Problem taken = refusal(() -> invoices.createInvoice(tea("order-42"), null));
    assertThat(taken.getType()).isEqualTo(ProblemType.CONFLICT);
    assertThat(taken.getStatus()).isEqualTo(409);

    Problem missing = refusal(() -> invoices.readInvoice(UUID.randomUUID()));
    assertThat(missing.getType()).isEqualTo(ProblemType.NOT_FOUND);
    Problem unknown =
        refusal(() -> timeline(new InvoicesApi(client("tg_wrong")), UUID.randomUUID()));
    assertThat(unknown.getType()).isEqualTo(ProblemType.UNAUTHORIZED);
  }

  @Test
  void aClientOfTodayReadsTheWordsOfTomorrow() throws JsonProcessingException {
    assertThat(merchant.getObjectMapper().readValue("\"invoice.teleported\"", EventType.class))
        .isEqualTo(EventType.UNKNOWN_DEFAULT_OPEN_API);
    assertThat(
            merchant
                .getObjectMapper()
                .readValue(
                    "{\"link\": \"https://t.me/$a\", \"colour\": \"red\"}", InvoiceLink.class)
                .getLink())
        .isEqualTo("https://t.me/$a");
  }

  private Problem refusal(ThrowingCallable call) {
    ApiException refused = catchThrowableOfType(ApiException.class, call);
    try {
      return merchant.getObjectMapper().readValue(refused.getResponseBody(), Problem.class);
    } catch (JsonProcessingException unreadable) {
      throw new AssertionError(refused.getResponseBody(), unreadable);
    }
  }

  private static NewInvoice tea(String reference) {
    return new NewInvoice()
        .reference(reference)
        .title("Tea")
        .description("Assam, 250 g")
        .currency("USD")
        .addPricesItem(new PriceLine().label("Tea").amount(1250L))
        .putMetadataItem("sku", "A-1");
  }

  private ApiClient client(String key) {
    ApiClient client = new ApiClient();
    client.updateBaseUri(service.toString().replaceFirst("/$", ""));
    return client.setRequestInterceptor(
        request -> request.header("Authorization", "Bearer " + key));
  }
}
