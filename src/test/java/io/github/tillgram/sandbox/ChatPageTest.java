package io.github.tillgram.sandbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.tillgram.testsupport.ApayShop;
import io.github.tillgram.testsupport.Database;
import io.github.tillgram.testsupport.SandboxChat;
import io.github.tillgram.testsupport.SandboxGroup;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.Select;

/** A person opens the chat page in a real browser, pays an invoice and sees the receipt. */
@QuarkusTest
@EnabledIf("browserIsInstalled")
class ChatPageTest {

  private static final Path BROWSER = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final long JONAS = 5000003;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Inject Shops shops;
  @Inject Database database;

  @TestHTTPResource("/sandbox")
  URI page;

  private ChromeDriver browser;

  static boolean browserIsInstalled() {
    return Stream.of(BROWSER, DRIVER).allMatch(Files::isExecutable);
  }

  @AfterEach
  void closeTheBrowser() {
    if (browser != null) {
      browser.quit();
    }
  }

  @Test
  void aPersonPaysAnInvoiceAndSeesTheReceipt() throws IOException {
    Shop shop = shops.open();
    UUID invoice = shop.issue(Shop.tea().put("sendTo", SandboxChat.PAYER));
    openChatWith(username(shop));

    await().atMost(PATIENCE).until(() -> log().contains("Pay 12.50 USD"));
    keepPicture("chat-invoice.png");
    button("Pay 12.50 USD").click();
    await().atMost(PATIENCE).until(() -> browser.findElement(By.id("pay")).isDisplayed());
    keepPicture("chat-payment.png");
    browser.findElement(By.id("pay")).click();

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(log())
                    .contains("Your payment of 12.50 USD for \"Tea\" has been received."));
    keepPicture("chat-receipt.png");
    assertThat(shop.status(invoice)).isEqualTo("PAID");
  }

  @Test
  void aPersonPaysOnAPaymentPageAndSeesTheReceiptInTheChat() throws IOException {
    ApayShop shop = ApayShop.atSandbox(shops.open(), database);
    new SandboxChat(shop.shop(), SandboxChat.PAYER).say("/start");
    UUID invoice = shop.shop().issue(ApayShop.tea("INR", 50_000).put("sendTo", SandboxChat.PAYER));
    openChatWith(username(shop.shop()));
    String chat = browser.getWindowHandle();

    await().atMost(PATIENCE).until(() -> log().contains("Pay 500.00 INR"));
    keepPicture("apay-invoice.png");
    browser.findElement(By.linkText("Pay 500.00 INR")).click();
    await().atMost(PATIENCE).until(() -> browser.getWindowHandles().size() == 2);
    browser.getWindowHandles().stream()
        .filter(window -> !window.equals(chat))
        .forEach(window -> browser.switchTo().window(window));
    await().atMost(PATIENCE).until(() -> !browser.findElements(By.id("pay")).isEmpty());
    await().atMost(PATIENCE).until(() -> browser.findElement(By.id("pay")).isDisplayed());
    keepPicture("apay-payment-page.png");
    browser.findElement(By.id("pay")).click();
    await()
        .atMost(PATIENCE)
        .until(() -> !browser.findElements(By.cssSelector("[data-step=Paid]")).isEmpty());
    keepPicture("apay-return.png");

    browser.switchTo().window(chat);
    await()
        .atMost(PATIENCE)
        .until(() -> log().contains("Your payment of 500.00 INR for \"Tea\" has been received."));
    assertThat(log()).doesNotContain("Pay 500.00 INR");
    keepPicture("apay-receipt.png");
    assertThat(shop.shop().status(invoice)).isEqualTo("PAID");
  }

  @Test
  void aPersonSellsInAGroupByTypingTheNameOfTheBotAndReadsAChannel() throws IOException {
    Shop shop = shops.open();
    shop.issue(Shop.tea().put("usage", "REUSABLE").put("inline", true));
    String username = username(shop);
    SandboxGroup group = SandboxGroup.create(shop, "GROUP");
    SandboxGroup channel = SandboxGroup.create(shop, "CHANNEL");
    openChatWith(username);

    chooseChat(group);
    await().atMost(PATIENCE).until(() -> text("subtitle").endsWith("is not here"));
    browser.findElement(By.id("block")).click();
    await().atMost(PATIENCE).until(() -> text("subtitle").endsWith("is here"));
    browser.findElement(By.id("text")).sendKeys("@" + username + " tea");
    await().atMost(PATIENCE).until(() -> text("popup").contains("12.50 USD · Assam, 250 g"));
    keepPicture("chat-inline.png");
    browser.findElement(By.cssSelector("#popup button")).click();
    await().atMost(PATIENCE).until(() -> log().contains("Pay 12.50 USD"));
    assertThat(log()).contains("via @" + username);
    button("Pay 12.50 USD").click();
    await().atMost(PATIENCE).until(() -> browser.findElement(By.id("pay")).isDisplayed());
    browser.findElement(By.id("pay")).click();
    await().atMost(PATIENCE).until(() -> log().contains("You paid 12.50 USD"));
    keepPicture("chat-group.png");

    chooseChat(channel);
    await().atMost(PATIENCE).until(() -> log().contains("No messages yet"));
    assertThat(text("subtitle")).startsWith("channel");
    assertThat(browser.findElement(By.id("text")).isEnabled()).isFalse();
  }

  @Test
  void aPersonChoosesACommandAndAnotherFollowsLinks() throws IOException {
    Shop shop = shops.open();
    UUID invoice = shop.issue(Shop.tea().put("usage", "REUSABLE"));
    String link = shop.api().post("/api/v1/invoices/" + invoice + "/link").path("link");
    SandboxChat nora = new SandboxChat(shop, SandboxChat.PAYER);
    String username = username(shop);
    nameCommand(shop, "help");
    openChatWith(username);

    browser.findElement(By.id("menu")).click();
    await().atMost(PATIENCE).until(() -> text("popup").contains("/help"));
    keepPicture("chat-commands.png");
    browser.findElement(By.cssSelector("#popup button")).click();
    await().atMost(PATIENCE).until(() -> nora.texts().size() == 2);
    assertThat(nora.texts()).startsWith("/help");

    follow("t.me/" + username + "?start=invoice-" + invoice);
    await().atMost(PATIENCE).until(() -> browser.findElement(By.id("start")).isDisplayed());
    keepPicture("chat-start.png");
    browser.findElement(By.id("start")).click();
    await().atMost(PATIENCE).until(() -> log().contains("Pay 12.50 USD"));
    assertThat(new SandboxChat(shop, JONAS).invoices()).hasSize(1);
    assertThat(nora.invoices()).isEmpty();

    new Select(browser.findElement(By.id("person"))).selectByValue("" + SandboxChat.PAYER);
    follow(link);
    await().atMost(PATIENCE).until(() -> browser.findElement(By.id("pay")).isDisplayed());
    browser.findElement(By.id("pay")).click();
    await().atMost(PATIENCE).until(() -> payers(shop, invoice).equals(List.of((int) JONAS)));
  }

  @Test
  void aPersonSeesTheStarsOfABotAndMovesTheClock() throws IOException {
    browser = open();
    browser.get(page.toString());
    await().atMost(PATIENCE).until(() -> offersBot("sandbox_merchant_bot"));

    browser.findElement(By.cssSelector("#time summary")).click();
    await().atMost(PATIENCE).until(() -> text("stars").endsWith("⭐"));
    browser.findElement(By.id("day-later")).click();

    try {
      await().atMost(PATIENCE).until(() -> ahead().equals("PT24H"));
      keepPicture("chat-time.png");
    } finally {
      browser.findElement(By.id("real-time")).click();
    }
    await().atMost(PATIENCE).until(() -> ahead().equals("PT0S"));
  }

  private void openChatWith(String username) throws IOException {
    browser = open();
    browser.get(page.toString());
    await().atMost(PATIENCE).until(() -> offersBot(username));
    new Select(browser.findElement(By.id("bot"))).selectByValue(username);
  }

  private static String username(Shop shop) {
    return shop.api().get("/api/v1/bots/" + shop.botId()).path("username");
  }

  private void chooseChat(SandboxGroup group) {
    new Select(browser.findElement(By.id("chat"))).selectByValue(Long.toString(group.id()));
  }

  /** Of English alone, which Tillgram's own menu leaves to everybody's. */
  private void nameCommand(Shop shop, String command) {
    given()
        .contentType(ContentType.JSON)
        .body(
            """
            {"commands": [{"command": "%s", "description": "What it can do"}], "language_code": "en"}
            """
                .formatted(command))
        .post("/sandbox/telegram/bot" + shops.token(shop.botId()) + "/setMyCommands")
        .then()
        .statusCode(200);
  }

  /** Opens a link as Jonas. */
  private void follow(String link) {
    WebElement form = browser.findElement(By.id("open-link"));
    if (!form.isDisplayed()) {
      form.findElement(By.xpath("../summary")).click();
    }
    form.findElement(By.id("link")).clear();
    form.findElement(By.id("link")).sendKeys(link);
    new Select(form.findElement(By.id("opener"))).selectByValue(Long.toString(JONAS));
    form.findElement(By.tagName("button")).click();
  }

  private static List<Integer> payers(Shop shop, UUID invoice) {
    return shop.read(invoice).path("payments.payer.id");
  }

  private String text(String id) {
    return browser.findElement(By.id(id)).getText();
  }

  private static String ahead() {
    return given().get("/sandbox/api/clock").path("ahead");
  }

  private static ChromeDriver open() throws IOException {
    ChromeOptions options =
        new ChromeOptions()
            .setBinary(BROWSER.toFile())
            .addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1200,900",
                "--user-data-dir=" + Files.createTempDirectory("tillgram-browser"));
    ChromeDriverService driver =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER.toFile())
            .usingAnyFreePort()
            .build();
    return new ChromeDriver(driver, options);
  }

  private boolean offersBot(String username) {
    return !browser.findElements(By.cssSelector("#bot option[value='" + username + "']")).isEmpty();
  }

  private WebElement button(String text) {
    return browser.findElements(By.cssSelector("#log button")).stream()
        .filter(button -> button.getText().equals(text))
        .findFirst()
        .orElseThrow();
  }

  private String log() {
    return browser.findElement(By.id("log")).getText();
  }

  /** For people to look at. */
  private void keepPicture(String name) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "pictures"));
    Files.write(folder.resolve(name), browser.getScreenshotAs(OutputType.BYTES));
  }
}
