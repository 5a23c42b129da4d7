package io.github.tillgram.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A payer in a real browser, on A-Pay's payment page. */
@EnabledIf("browserIsInstalled")
class ApayPageTest {
  private static final Path BROWSER = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private SandboxServer server;
  private ApayShop shop;
  private ChromeDriver browser;

  static boolean browserIsInstalled() {
    return Stream.of(BROWSER, DRIVER).allMatch(Files::isExecutable);
  }

  @BeforeEach
  void start() throws IOException {
    server = new SandboxServer();
    shop = new ApayShop(server);
    browser = open();
  }

  @AfterEach
  void stop() {
    browser.quit();
    server.close();
  }

  @Test
  void aPersonChoosesASystemAndPays() throws IOException {
    visit("'amount':500,'currency':'BDT','language':'EN'");
    await().atMost(PATIENCE).until(() -> text("amount").equals("500 BDT"));
    keepPictures("apay-page");

    browser.findElement(By.cssSelector("input[value=nagad_b]")).click();
    browser.findElement(By.id("pay")).click();

    await().atMost(PATIENCE).until(() -> returned("status=Created"));
    JsonNode info = shop.info("INV-1");
    assertThat(info.path("status").asText()).isEqualTo("Success");
    assertThat(info.path("payment_system").asText()).isEqualTo("nagad_b");
  }

  @Test
  void aPersonTypesAnAmountInHindi() throws IOException {
    visit("'currency':'INR','buttons':[300,500,1000]");
    await().atMost(PATIENCE).until(() -> text("title").equals("भुगतान"));
    browser.findElements(By.cssSelector("#quick button")).get(1).click();
    keepPictures("apay-page-open");
    browser.findElement(By.id("pay")).click();

    await().atMost(PATIENCE).until(() -> returned("status=Created"));
    assertThat(shop.info("INV-1").path("amount").asInt()).isEqualTo(500);
  }

  @Test
  void aPersonPaysAnotherAmount() throws IOException {
    visit("'amount':500,'currency':'PKR','payment_system':'easypaisa'");
    await().atMost(PATIENCE).until(() -> text("amount").equals("500 PKR"));
    assertThat(shop.info("INV-1").path("status").asText()).isEqualTo("Pending");
    assertThat(browser.findElement(By.id("systems")).isDisplayed()).isFalse();
    browser.findElement(By.tagName("summary")).click();
    browser.findElement(By.id("other-amount")).sendKeys("480.5");
    keepPictures("apay-page-else");
    browser.findElement(By.id("pay-other")).click();

    await().atMost(PATIENCE).until(() -> returned("status=Created"));
    assertThat(shop.info("INV-1").path("amount").asDouble()).isEqualTo(480.5);
  }

  @Test
  void aPersonWalksAwayAndComesBackToAFailure() throws IOException {
    String url = visit("'amount':500,'currency':'BDT'");
    await().atMost(PATIENCE).until(() -> !text("leave").isEmpty());
    browser.findElement(By.id("leave")).click();
    await().atMost(PATIENCE).until(() -> returned("status=Created"));
    assertThat(shop.info("INV-1").path("status").asText()).isEqualTo("Pending");

    browser.get(url);
    await().atMost(PATIENCE).until(() -> !text("leave").isEmpty());
    browser.findElement(By.tagName("summary")).click();
    browser.findElement(By.cssSelector("[data-outcome=FAIL]")).click();
    await().atMost(PATIENCE).until(() -> returned("status=Fail"));
    assertThat(shop.info("INV-1").path("status").asText()).isEqualTo("Failed");
  }

  @Test
  void aLinkExpires() throws IOException {
    String url = visit("'amount':500,'currency':'BDT'");
    server.api("clock", "{'advance':'PT31M'}");
    browser.get(url);

    await().atMost(PATIENCE).until(() -> text("status").equals("This payment link has expired"));
    assertThat(browser.findElement(By.id("form")).isDisplayed()).isFalse();
    assertThat(shop.pay("INV-1", "").path("status").asText()).isEqualTo("Success");
  }

  /** Opens a page that leads back to the sandbox, and tells its address. */
  private String visit(String terms) {
    JsonNode page =
        server.body(
            shop.create(
                "{'custom_transaction_id':'INV-1','custom_user_id':'tg-42','return_url':'"
                    + server.root()
                    + "/currencies.json',"
                    + terms
                    + "}"));
    String url = page.path("url").asText();
    browser.get(url);
    return url;
  }

  private boolean returned(String query) {
    return browser.getCurrentUrl().endsWith("/currencies.json?" + query);
  }

  private String text(String id) {
    return browser.findElement(By.id(id)).getText();
  }

  /** For people to look at. */
  private void keepPictures(String name) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "pictures"));
    for (int width : new int[] {390, 1200}) {
      browser.manage().window().setSize(new Dimension(width, 900));
      Path picture = folder.resolve(name + "-" + width + ".png");
      Files.write(picture, browser.getScreenshotAs(OutputType.BYTES));
    }
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
                "--user-data-dir=" + Files.createTempDirectory("tillgram-browser"));
    ChromeDriverService driver =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER.toFile())
            .usingAnyFreePort()
            .build();
    return new ChromeDriver(driver, options);
  }
}
