package io.github.tillgram.telegram.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.botapi.ClientRequests;
import io.github.tillgram.security.Secret;
import io.github.tillgram.telegram.api.AnswerCallbackQuery;
import io.github.tillgram.telegram.api.AnswerInlineQuery;
import io.github.tillgram.telegram.api.AnswerPreCheckoutQuery;
import io.github.tillgram.telegram.api.AnswerShippingQuery;
import io.github.tillgram.telegram.api.BotCommand;
import io.github.tillgram.telegram.api.CreateInvoiceLink;
import io.github.tillgram.telegram.api.DeleteMessage;
import io.github.tillgram.telegram.api.EditMessageText;
import io.github.tillgram.telegram.api.EditUserStarSubscription;
import io.github.tillgram.telegram.api.GetStarTransactions;
import io.github.tillgram.telegram.api.GetUpdates;
import io.github.tillgram.telegram.api.InlineKeyboardButton;
import io.github.tillgram.telegram.api.InlineKeyboardMarkup;
import io.github.tillgram.telegram.api.InputPaidMedia;
import io.github.tillgram.telegram.api.InvoiceContent;
import io.github.tillgram.telegram.api.LabeledPrice;
import io.github.tillgram.telegram.api.RefundStarPayment;
import io.github.tillgram.telegram.api.ReplyParameters;
import io.github.tillgram.telegram.api.SendInvoice;
import io.github.tillgram.telegram.api.SendMessage;
import io.github.tillgram.telegram.api.SendPaidMedia;
import io.github.tillgram.telegram.api.SetMyCommands;
import io.github.tillgram.telegram.api.SetWebhook;
import io.github.tillgram.telegram.api.ShippingOption;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every request that the client can make, with everything that can stand in it, once on the wire.
 * {@link io.github.tillgram.botapi.RequestsAreValid} compares each with the Bot API's reference and
 * fails this test if one is wrong.
 */
@QuarkusTest
class ClientRequestsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long CHAT = SandboxChat.PAYER;

  @Inject TelegramBot telegram;

  @Inject Shops shops;

  @Test
  void everyRequestIsMadeOnceAndIsValid() {
    String token = shops.sandboxBot().getString("token");
    BotCredentials bot = new BotCredentials(Secret.of(token), false);

    requests(bot).forEach(ClientRequestsTest::make);

    assertThat(ClientRequests.methods())
        .as("every method of BotApi must be called here, with all that it can carry")
        .containsAll(
            Stream.of(BotApi.class, PollApi.class)
                .flatMap(api -> Arrays.stream(api.getDeclaredMethods()))
                .map(Method::getName)
                .toList());
  }

  private Stream<Uni<?>> requests(BotCredentials bot) {
    return Stream.of(
        telegram.getMe(bot),
        telegram.setMyCommands(
            bot, new SetMyCommands(List.of(new BotCommand("terms", "What we agree on")), "en")),
        telegram.sendInvoice(bot, new SendInvoice(CHAT, money(), "o42")),
        telegram.createInvoiceLink(bot, new CreateInvoiceLink(stars(), 2_592_000)),
        telegram.answerShippingQuery(
            bot,
            AnswerShippingQuery.offer(
                "-7", List.of(new ShippingOption("post", "Post", prices(300))))),
        telegram.answerShippingQuery(bot, AnswerShippingQuery.refuse("-7", "Not to the moon")),
        telegram.sendMessage(bot, new SendMessage(CHAT, "hello")),
        telegram.sendMessage(bot, new SendMessage(CHAT, "hello", new ReplyParameters(1, true))),
        telegram.sendMessage(bot, new SendMessage(CHAT, "hello", keyboard())),
        telegram.editMessageText(bot, new EditMessageText(CHAT, 1, "paid")),
        telegram.deleteMessage(bot, new DeleteMessage(CHAT, 1)),
        telegram.sendPaidMedia(
            bot,
            new SendPaidMedia(
                CHAT,
                25,
                List.of(new InputPaidMedia("photo", "https://shop.example/tea.jpg")),
                "media-1",
                "Tea, seen from above")),
        telegram.refundStarPayment(bot, new RefundStarPayment(CHAT, "stx-unknown")),
        telegram.editUserStarSubscription(
            bot, new EditUserStarSubscription(CHAT, "stx-unknown", true)),
        telegram.getStarTransactions(bot, new GetStarTransactions(0, 100)),
        telegram.getMyStarBalance(bot),
        telegram.setWebhook(
            bot, new SetWebhook("http://localhost:9/", "a_B-9", List.of("message"), 40)),
        telegram.getWebhookInfo(bot),
        telegram.deleteWebhook(bot),
        telegram.getUpdates(bot, new GetUpdates(null, 100, 0, List.of("message"))),
        telegram.getUpdates(bot, new GetUpdates(8L, 1, 1, List.of("message"))),
        telegram.answer(bot, AnswerPreCheckoutQuery.approve("-7")),
        telegram.answer(bot, AnswerPreCheckoutQuery.decline("-7", "Sold out")),
        telegram.answer(bot, AnswerShippingQuery.refuse("-7", "Not to the moon")),
        telegram.answer(bot, AnswerCallbackQuery.silent("-7")),
        telegram.answer(bot, AnswerCallbackQuery.notice("-7", "Pressed before")),
        telegram.answer(bot, AnswerInlineQuery.of("-7", List.of(), 10, "")));
  }

  /** What Telegram answers is not the point here. */
  private static void make(Uni<?> request) {
    request.onFailure(BotApiFailure.class).recoverWithItem(() -> null).await().atMost(PATIENCE);
  }

  private static InlineKeyboardMarkup keyboard() {
    return new InlineKeyboardMarkup(
        List.of(
            List.of(
                new InlineKeyboardButton("Live", "live", null),
                new InlineKeyboardButton("Guide", null, "https://shop.example/guide"))));
  }

  private static InvoiceContent money() {
    return new InvoiceContent(
        "Tea",
        "Assam, 250 g",
        "order-42",
        "1877036958:TEST:sandbox",
        "USD",
        prices(1250),
        500L,
        List.of(100L, 200L),
        "{\"receipt\":{}}",
        "https://shop.example/tea.jpg",
        10_000,
        640,
        480,
        true,
        true,
        true,
        true,
        true,
        true,
        true);
  }

  private static InvoiceContent stars() {
    return new InvoiceContent(
        "Club",
        "A month",
        "club-1",
        "",
        "XTR",
        prices(250),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static List<LabeledPrice> prices(long amount) {
    return List.of(new LabeledPrice("Part", amount));
  }
}
