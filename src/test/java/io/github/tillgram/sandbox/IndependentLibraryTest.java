package io.github.tillgram.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.pengrad.telegrambot.TelegramBot;
import com.pengrad.telegrambot.model.BotCommand;
import com.pengrad.telegrambot.model.CallbackQuery;
import com.pengrad.telegrambot.model.ChatMember;
import com.pengrad.telegrambot.model.ChatMemberUpdated;
import com.pengrad.telegrambot.model.Invoice;
import com.pengrad.telegrambot.model.Message;
import com.pengrad.telegrambot.model.PreCheckoutQuery;
import com.pengrad.telegrambot.model.RefundedPayment;
import com.pengrad.telegrambot.model.ShippingQuery;
import com.pengrad.telegrambot.model.SuccessfulPayment;
import com.pengrad.telegrambot.model.Update;
import com.pengrad.telegrambot.model.User;
import com.pengrad.telegrambot.model.WebhookInfo;
import com.pengrad.telegrambot.model.request.InlineKeyboardButton;
import com.pengrad.telegrambot.model.request.InlineKeyboardMarkup;
import com.pengrad.telegrambot.model.request.LabeledPrice;
import com.pengrad.telegrambot.model.request.ShippingOption;
import com.pengrad.telegrambot.model.stars.StarTransaction;
import com.pengrad.telegrambot.model.stars.partner.TransactionPartner;
import com.pengrad.telegrambot.model.stars.partner.TransactionPartnerUser;
import com.pengrad.telegrambot.request.AnswerCallbackQuery;
import com.pengrad.telegrambot.request.AnswerPreCheckoutQuery;
import com.pengrad.telegrambot.request.AnswerShippingQuery;
import com.pengrad.telegrambot.request.BaseRequest;
import com.pengrad.telegrambot.request.CreateInvoiceLink;
import com.pengrad.telegrambot.request.DeleteMessage;
import com.pengrad.telegrambot.request.EditMessageText;
import com.pengrad.telegrambot.request.EditUserStarSubscription;
import com.pengrad.telegrambot.request.GetMe;
import com.pengrad.telegrambot.request.GetMyCommands;
import com.pengrad.telegrambot.request.GetMyStarBalance;
import com.pengrad.telegrambot.request.GetStarTransactions;
import com.pengrad.telegrambot.request.GetUpdates;
import com.pengrad.telegrambot.request.GetWebhookInfo;
import com.pengrad.telegrambot.request.RefundStarPayment;
import com.pengrad.telegrambot.request.SendInvoice;
import com.pengrad.telegrambot.request.SendMessage;
import com.pengrad.telegrambot.request.SetMyCommands;
import com.pengrad.telegrambot.request.SetWebhook;
import com.pengrad.telegrambot.response.BaseResponse;
import com.pengrad.telegrambot.utility.BotUtils;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A Bot API client that others wrote talks to the sandbox and reads its updates: what the sandbox
 * speaks is Telegram's language and not ours.
 */
class IndependentLibraryTest {
  private static final long NORA = SandboxServer.NORA;
  private static final String NOT_FOUND = "Bad Request: CHARGE_NOT_FOUND";

  private SandboxServer server;
  private TelegramBot bot;
  private int offset;

  @BeforeEach
  void start() {
    server = new SandboxServer();
    bot =
        new TelegramBot.Builder(SandboxServer.TOKEN)
            .apiUrl(server.root() + "/telegram/bot")
            .build();
  }

  @AfterEach
  void stop() {
    bot.shutdown();
    server.close();
  }

  @Test
  void asksWhoItIsAndSetsItsMenu() {
    User me = bot.execute(new GetMe()).user();
    assertThat(me.id()).isEqualTo(1000001);
    assertThat(me.isBot()).isTrue();
    assertThat(me.username()).isEqualTo(SandboxServer.BOT);
    assertThat(me.firstName()).isEqualTo("Sandbox Merchant");

    done(new SetMyCommands(new BotCommand("terms", "What we agree on")).languageCode("en"));

    BotCommand[] menu = bot.execute(new GetMyCommands().languageCode("en")).commands();
    assertThat(menu).hasSize(1);
    assertThat(menu[0].command()).isEqualTo("terms");
    assertThat(menu[0].description()).isEqualTo("What we agree on");
  }

  @Test
  void writesEditsAndDeletes() {
    Message sent = bot.execute(new SendMessage(NORA, "hello")).message();
    assertThat(sent.text()).isEqualTo("hello");
    assertThat(sent.chat().id()).isEqualTo(NORA);
    assertThat(sent.from().isBot()).isTrue();
    assertThat(Instant.ofEpochSecond(sent.date())).isBeforeOrEqualTo(Instant.now());

    done(new EditMessageText(NORA, sent.messageId(), "bye"));
    done(new DeleteMessage(NORA, sent.messageId()));
    assertThat(refused(new DeleteMessage(NORA, sent.messageId())))
        .isEqualTo("Bad Request: message to delete not found");
  }

  @Test
  void sellsForMoneyWithShippingTipAndContactData() {
    Message sent =
        bot.execute(
                new SendInvoice(NORA, "Tea", "Assam, 250 g", "order-42", "USD", price("Tea", 1250))
                    .providerToken(SandboxServer.PROVIDER)
                    .startParameter("o42")
                    .maxTipAmount(300)
                    .suggestedTipAmounts(100, 200)
                    .needName(true)
                    .needEmail(true)
                    .needPhoneNumber(true)
                    .needShippingAddress(true)
                    .isFlexible(true))
            .message();
    Invoice invoice = sent.invoice();
    assertThat(invoice.title()).isEqualTo("Tea");
    assertThat(invoice.description()).isEqualTo("Assam, 250 g");
    assertThat(invoice.startParameter()).isEqualTo("o42");
    assertThat(invoice.currency()).isEqualTo("USD");
    assertThat(invoice.totalAmount()).isEqualTo(1250);
    assertThat(sent.replyMarkup().inlineKeyboard()[0][0].text()).isEqualTo("Pay 12.50 USD");

    CompletableFuture<JsonNode> paying =
        payLater("'messageId':" + sent.messageId() + ",'tip':250,'shippingOption':'fast'");
    ShippingQuery shipping = nextUpdate().shippingQuery();
    assertThat(shipping.from().id()).isEqualTo(NORA);
    assertThat(shipping.invoicePayload()).isEqualTo("order-42");
    assertThat(shipping.shippingAddress().countryCode()).hasSize(2);
    assertThat(shipping.shippingAddress().city()).isEqualTo("London");
    assertThat(shipping.shippingAddress().streetLine1()).isNotEmpty();
    assertThat(shipping.shippingAddress().postCode()).isNotEmpty();
    done(
        new AnswerShippingQuery(
            shipping.id(),
            new ShippingOption("slow", "Slow", price("Post", 100)),
            new ShippingOption("fast", "Fast", price("Post", 300))));

    PreCheckoutQuery query = nextUpdate().preCheckoutQuery();
    assertThat(query.from().id()).isEqualTo(NORA);
    assertThat(query.currency()).isEqualTo("USD");
    assertThat(query.totalAmount()).isEqualTo(1800);
    assertThat(query.invoicePayload()).isEqualTo("order-42");
    assertThat(query.shippingOptionId()).isEqualTo("fast");
    assertThat(query.orderInfo().email()).isEqualTo("nora@example.org");
    assertThat(query.orderInfo().name()).isNotEmpty();
    assertThat(query.orderInfo().phoneNumber()).isNotEmpty();
    done(new AnswerPreCheckoutQuery(query.id()));

    JsonNode paid = SandboxServer.await(paying);
    Message proof = nextUpdate().message();
    SuccessfulPayment payment = proof.successfulPayment();
    assertThat(proof.from().id()).isEqualTo(NORA);
    assertThat(proof.replyToMessage()).isNull();
    assertThat(payment.currency()).isEqualTo("USD");
    assertThat(payment.totalAmount()).isEqualTo(1800);
    assertThat(payment.invoicePayload()).isEqualTo("order-42");
    assertThat(payment.shippingOptionId()).isEqualTo("fast");
    assertThat(payment.orderInfo().shippingAddress()).isEqualTo(shipping.shippingAddress());
    assertThat(payment.telegramPaymentChargeId()).isEqualTo(paid.path("chargeId").asText());
    assertThat(payment.providerPaymentChargeId()).isEqualTo(paid.path("providerChargeId").asText());
    assertThat(payment.isRecurring()).isNull();
  }

  @Test
  void refusesInItsOwnWords() {
    int message = sendTea();
    CompletableFuture<JsonNode> paying = payLater("'messageId':" + message);
    done(new AnswerPreCheckoutQuery(nextUpdate().preCheckoutQuery().id(), "Sold out"));
    assertThat(SandboxServer.await(paying).path("errorMessage").asText()).isEqualTo("Sold out");

    Message flexible =
        bot.execute(tea().isFlexible(true).providerToken(SandboxServer.PROVIDER)).message();
    CompletableFuture<JsonNode> shipping = payLater("'messageId':" + flexible.messageId());
    done(new AnswerShippingQuery(nextUpdate().shippingQuery().id(), "Not to the moon"));
    assertThat(SandboxServer.await(shipping).path("errorMessage").asText())
        .isEqualTo("Not to the moon");
  }

  @Test
  void sellsForStarsGivesBackAndReadsTheLedger() {
    String link = link(new CreateInvoiceLink("Pass", "A day", "pass-1", "XTR", price("Pass", 250)));
    SuccessfulPayment payment = payByLink(link).successfulPayment();
    String charge = payment.telegramPaymentChargeId();
    assertThat(payment.currency()).isEqualTo("XTR");
    assertThat(payment.totalAmount()).isEqualTo(250);
    assertThat(charge).startsWith("stx");
    assertThat(balance()).isEqualTo(250);

    done(new RefundStarPayment(NORA, charge));
    assertThat(refused(new RefundStarPayment(NORA, charge)))
        .isEqualTo("Bad Request: CHARGE_ALREADY_REFUNDED");
    assertThat(refused(new RefundStarPayment(NORA, "stx-none"))).isEqualTo(NOT_FOUND);
    Message message = nextUpdate().message();
    RefundedPayment refund = message.refundedPayment();
    assertThat(message.from().isBot()).isTrue();
    assertThat(message.chat().id()).isEqualTo(NORA);
    assertThat(refund.currency()).isEqualTo("XTR");
    assertThat(refund.totalAmount()).isEqualTo(250);
    assertThat(refund.invoicePayload()).isEqualTo("pass-1");
    assertThat(refund.telegramPaymentChargeId()).isEqualTo(charge);
    assertThat(balance()).isZero();

    StarTransaction[] ledger =
        bot.execute(new GetStarTransactions().offset(0).limit(100)).result().transactions();
    assertThat(ledger).extracting(StarTransaction::id).containsExactly(charge, charge);
    assertThat(ledger).extracting(StarTransaction::amount).containsExactly(250, 250);
    assertPayer(ledger[0].source());
    assertPayer(ledger[1].receiver());
    assertThat(ledger[0].receiver()).isNull();
    assertThat(ledger[1].source()).isNull();
  }

  @Test
  void renewsAndCancelsASubscription() {
    String link =
        link(
            new CreateInvoiceLink("Club", "A month", "club-1", "XTR", price("Month", 250))
                .subscriptionPeriod(2_592_000));
    SuccessfulPayment first = payByLink(link).successfulPayment();
    assertThat(first.isRecurring()).isTrue();
    assertThat(first.isFirstRecurring()).isTrue();

    server.api("clock", "{'advance':'P31D'}");
    SuccessfulPayment renewal = nextUpdate().message().successfulPayment();
    assertThat(renewal.isRecurring()).isTrue();
    assertThat(renewal.isFirstRecurring()).isNull();
    assertThat(renewal.subscriptionExpirationDate() - first.subscriptionExpirationDate())
        .isEqualTo(2_592_000);
    assertThat(renewal.telegramPaymentChargeId()).isNotEqualTo(first.telegramPaymentChargeId());

    done(new EditUserStarSubscription(NORA, first.telegramPaymentChargeId(), true));
  }

  @Test
  void hearsOfPressedButtonsAndOfBeingBlocked() {
    InlineKeyboardMarkup keyboard =
        new InlineKeyboardMarkup(new InlineKeyboardButton("Live").callbackData("live"));
    int message =
        bot.execute(new SendMessage(NORA, "Choose").replyMarkup(keyboard)).message().messageId();
    CompletableFuture<JsonNode> pressing =
        server.apiLater("press", payer("'messageId':" + message + ",'data':'live'"));
    CallbackQuery query = nextUpdate().callbackQuery();
    assertThat(query.data()).isEqualTo("live");
    assertThat(query.from().id()).isEqualTo(NORA);
    assertThat(query.maybeInaccessibleMessage().messageId()).isEqualTo(message);
    assertThat(query.chatInstance()).isNotEmpty();
    done(new AnswerCallbackQuery(query.id()).text("Chosen").showAlert(true));
    assertThat(SandboxServer.await(pressing).path("alert").asBoolean()).isTrue();

    server.api("block", payer("'blocked':true"));
    ChatMemberUpdated change = nextUpdate().myChatMember();
    assertThat(change.chat().id()).isEqualTo(NORA);
    assertThat(change.oldChatMember().status()).isEqualTo(ChatMember.Status.member);
    assertThat(change.newChatMember().status()).isEqualTo(ChatMember.Status.kicked);
    assertThat(change.newChatMember().user().id()).isEqualTo(1000001);
    BaseResponse blocked = bot.execute(new SendMessage(NORA, "hello"));
    assertThat(blocked.errorCode()).isEqualTo(403);
    assertThat(blocked.description()).isEqualTo("Forbidden: bot was blocked by the user");
  }

  @Test
  void setsAWebhookAndReadsWhatItGets() {
    WebhookEndpoint endpoint = new WebhookEndpoint(server.vertx());
    done(
        new SetWebhook()
            .url(endpoint.url())
            .secretToken("a_B-9")
            .maxConnections(7)
            .allowedUpdates("message", "pre_checkout_query"));
    server.api("text", payer("'text':'Grüße /start ☕'"));
    await().until(() -> endpoint.received().size() == 1);

    Update update = BotUtils.parseUpdate(endpoint.bodies().get(0));
    assertThat(update.message().text()).isEqualTo("Grüße /start ☕");
    assertThat(update.message().from().languageCode()).isEqualTo("en");
    WebhookInfo info = bot.execute(new GetWebhookInfo()).webhookInfo();
    assertThat(info.url()).isEqualTo(endpoint.url());
    assertThat(info.maxConnections()).isEqualTo(7);
    assertThat(info.allowedUpdates()).containsExactly("message", "pre_checkout_query");
    assertThat(info.hasCustomCertificate()).isFalse();
  }

  @Test
  void understandsWhenItIsToWait() {
    server.api("faults", "{'bot':'1000001','kind':'RATE_LIMIT','retryAfter':17,'times':1}");

    BaseResponse answer = bot.execute(new SendMessage(NORA, "hello"));

    assertThat(answer.errorCode()).isEqualTo(429);
    assertThat(answer.parameters().retryAfter()).isEqualTo(17);
  }

  private int sendTea() {
    return bot.execute(tea().providerToken(SandboxServer.PROVIDER)).message().messageId();
  }

  private static SendInvoice tea() {
    return new SendInvoice(NORA, "Tea", "Assam", "order-42", "USD", price("Tea", 1250));
  }

  private String link(CreateInvoiceLink request) {
    return bot.execute(request).result();
  }

  /** Pays and gives the message that proves it. */
  private Message payByLink(String link) {
    CompletableFuture<JsonNode> paying = payLater("'link':'" + link + "'");
    done(new AnswerPreCheckoutQuery(nextUpdate().preCheckoutQuery().id()));
    assertThat(SandboxServer.await(paying).path("result").asText()).isEqualTo("PAID");
    return nextUpdate().message();
  }

  private CompletableFuture<JsonNode> payLater(String what) {
    return server.apiLater("pay", payer(what));
  }

  private static String payer(String more) {
    return "{'bot':'1000001','person':" + NORA + "," + more + "}";
  }

  private long balance() {
    return bot.execute(new GetMyStarBalance()).getResult().amount();
  }

  private static void assertPayer(TransactionPartner partner) {
    assertThat(partner).isInstanceOf(TransactionPartnerUser.class);
    TransactionPartnerUser user = (TransactionPartnerUser) partner;
    assertThat(user.transactionType()).isEqualTo("invoice_payment");
    assertThat(user.user().id()).isEqualTo(NORA);
    assertThat(user.invoicePayload()).isEqualTo("pass-1");
  }

  private static LabeledPrice price(String label, int amount) {
    return new LabeledPrice(label, amount);
  }

  private <T extends BaseRequest<T, R>, R extends BaseResponse> void done(T request) {
    BaseResponse response = bot.execute(request);
    assertThat(response.isOk()).as(response.description()).isTrue();
  }

  private <T extends BaseRequest<T, R>, R extends BaseResponse> String refused(T request) {
    return bot.execute(request).description();
  }

  private Update nextUpdate() {
    List<Update> updates =
        await()
            .until(
                () -> bot.execute(new GetUpdates().offset(offset).limit(1)).updates(),
                list -> !list.isEmpty());
    offset = updates.get(0).updateId() + 1;
    return updates.get(0);
  }
}
