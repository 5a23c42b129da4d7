package io.github.tillgram.sandbox.apay.book;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonIgnore;
import io.github.tillgram.sandbox.apay.book.Project.Keys;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Everything A-Pay keeps. One project with well-known keys is always there for newcomers. */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
public final class Books {
  private static final String POSTBACK_PATH = "/apay/deposit/postback";
  private static final int MOST_POSTBACKS = 5_000;
  private static final List<PaymentSystem> SYSTEMS =
      List.of(
          PaymentSystem.open("upi_p2p", "INR", "100.00", "50000.00"),
          PaymentSystem.open("paytm", "INR", "300.00", "25000.00"),
          PaymentSystem.open("phonepe", "INR", "300.00", "25000.00"),
          PaymentSystem.open("bkash_b", "BDT", "200.00", "25000.00"),
          PaymentSystem.open("nagad_a", "BDT", "200.00", "25000.00"),
          PaymentSystem.open("nagad_b", "BDT", "500.00", "30000.00"),
          PaymentSystem.open("easypaisa", "PKR", "100.00", "50000.00"),
          PaymentSystem.open("jazzcash", "PKR", "100.00", "250000.00"),
          PaymentSystem.open("yappy_p2p", "USD", "1.00", "5000.00"),
          PaymentSystem.open("stcpay_p2p", "BHD", "0.500", "1000.000"));

  private final Map<String, Project> projects = new LinkedHashMap<>();
  private final Map<String, Deposit> deposits = new LinkedHashMap<>();
  private final TreeMap<Long, Postback> postbacks = new TreeMap<>();
  private long lastPostback;
  @JsonIgnore private final ApayIds ids = new ApayIds();

  public Books() {
    add(
        new Project(
            "1000001",
            "Sandbox Shop",
            new Keys(
                "sandboxapikey0000000000000000001",
                "sandboxaccesskey0000000000000001",
                "sandboxprivatekey000000000000001")),
        "2000001");
  }

  public Project createProject(String name) {
    Project project = new Project(freeNumber(), name, new Keys(ids.key(), ids.key(), ids.key()));
    return add(project, freeNumber());
  }

  public ApayIds ids() {
    return ids;
  }

  public Collection<Project> projects() {
    return projects.values();
  }

  /** The one with the well-known keys. */
  public Project firstProject() {
    return projects.values().iterator().next();
  }

  public Optional<Project> project(String id) {
    return Optional.ofNullable(projects.get(id));
  }

  public Optional<Project> projectByApiKey(String apiKey) {
    return projects.values().stream()
        .filter(project -> project.keys().apiKey().equals(apiKey))
        .findFirst();
  }

  public WebhookRow createRow(Project project, String label) {
    WebhookRow row = new WebhookRow(freeNumber(), label, POSTBACK_PATH, "");
    project.put(row);
    return row;
  }

  public Deposit open(Project project, PageTerms terms, long now) {
    String orderId = ids.order();
    long expiresAt = now + project.manners().pageSeconds();
    String token = ids.pageToken(orderId, expiresAt);
    Deposit deposit = new Deposit(project.id(), orderId, terms, token, now, expiresAt);
    deposits.put(orderId, deposit);
    return deposit;
  }

  /** The old order id is unknown from now on. */
  public void renewOrderId(Deposit deposit) {
    deposits.remove(deposit.orderId());
    deposit.orderId(ids.order());
    deposits.put(deposit.orderId(), deposit);
  }

  public Collection<Deposit> deposits() {
    return deposits.values();
  }

  public Optional<Deposit> deposit(String orderId) {
    return Optional.ofNullable(deposits.get(orderId));
  }

  public Optional<Deposit> depositByToken(String token) {
    return deposits.values().stream().filter(deposit -> deposit.token().equals(token)).findFirst();
  }

  /** The newest, if the id was used more than once. */
  public Optional<Deposit> depositByTransaction(Project project, String customTransactionId) {
    return deposits.values().stream()
        .filter(deposit -> deposit.projectId().equals(project.id()))
        .filter(
            deposit -> Objects.equals(deposit.terms().customTransactionId(), customTransactionId))
        .reduce((earlier, later) -> later);
  }

  public Postback record(
      Project project, String url, byte[] body, List<String> orders, String trick) {
    Postback postback = new Postback(++lastPostback, project.id(), url, body, orders, trick);
    postbacks.put(postback.id(), postback);
    forgetOldPostbacks();
    return postback;
  }

  public Collection<Postback> postbacks() {
    return postbacks.values();
  }

  public Optional<Postback> postback(long id) {
    return Optional.ofNullable(postbacks.get(id));
  }

  /** Those that still wait are kept whatever happens. */
  private void forgetOldPostbacks() {
    if (postbacks.size() > MOST_POSTBACKS) {
      postbacks.values().stream()
          .filter(postback -> postback.state() != Postback.State.WAITING)
          .findFirst()
          .ifPresent(postback -> postbacks.remove(postback.id()));
    }
  }

  private Project add(Project project, String row) {
    SYSTEMS.forEach(project::put);
    project.put(new WebhookRow(row, "Tillgram", POSTBACK_PATH, ""));
    projects.put(project.id(), project);
    return project;
  }

  private String freeNumber() {
    String number = ids.number();
    boolean taken =
        projects.values().stream()
            .anyMatch(project -> project.id().equals(number) || project.row(number).isPresent());
    return taken ? freeNumber() : number;
  }
}
