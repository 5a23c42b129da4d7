package io.github.tillgram.apay.page;

import io.github.tillgram.chat.ChatLanguages;
import io.github.tillgram.chat.Phrases;
import io.github.tillgram.database.DatabaseTrouble;
import io.github.tillgram.invoice.Invoice;
import io.github.tillgram.invoice.InvoiceRepository;
import io.github.tillgram.observability.Actor;
import io.github.tillgram.observability.LogKeys;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/**
 * Where payers come who press Pay. Opening the address begins a payment, so whatever opens
 * addresses for other reasons is only told what can be paid there.
 */
@Cancellable(false)
@Path("/pay/{token}")
@PermitAll
@Produces(MediaType.TEXT_HTML)
@Tag(name = "Payment pages")
public class PayResource {

  /** Says that a person pressed the button of a page made for programs. */
  private static final String GO = "go";

  private static final int SECONDS_TO_WAIT = 5;
  private static final String COOKIE = "tillgram_payer";
  private static final int COOKIE_SECONDS = (int) Duration.ofDays(90).toSeconds();

  /** An address with what is behind it, and who opens it. */
  private record Visit(PayLink link, Invoice invoice, Visitor visitor, Locale language) {}

  private final PayLinks links;
  private final InvoiceRepository invoices;
  private final ChatLanguages languages;
  private final BeginPayment payments;
  private final PlanPayment plans;

  PayResource(
      PayLinks links,
      InvoiceRepository invoices,
      ChatLanguages languages,
      BeginPayment payments,
      PlanPayment plans) {
    this.links = links;
    this.invoices = invoices;
    this.languages = languages;
    this.payments = payments;
    this.plans = plans;
  }

  @GET
  @Operation(
      summary = "Leads a payer to the payment page of an invoice",
      description =
          "Opened by payers only. Makes a payment page at A-Pay, or finds the one that was made for"
              + " this payer before.")
  @APIResponse(responseCode = "303", description = "On to the payment page")
  @APIResponse(responseCode = "200", description = "Says why it cannot be paid now")
  @APIResponse(responseCode = "404", description = "There is nothing behind this address")
  @APIResponse(responseCode = "503", description = "Not now")
  public Uni<Response> pay(
      @RestPath String token,
      @CookieParam(COOKIE) String cookie,
      @HeaderParam(HttpHeaders.USER_AGENT) String userAgent,
      @HeaderParam("Sec-Purpose") String purpose,
      @HeaderParam("Sec-Fetch-Dest") String destination,
      @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String spoken,
      @Parameter(hidden = true) @RestQuery(GO) String go) {
    Actor.is(Actor.PAYER);
    return visit(token, cookie, spoken)
        .chain(
            visit ->
                visit.isEmpty()
                    ? unknown(spoken)
                    : go == null && LinkPreviews.isOne(userAgent, purpose, destination)
                        ? preview(visit.get())
                        : begin(visit.get()))
        .onFailure(DatabaseTrouble::isIn)
        .recoverWithItem(failure -> unavailable(spoken));
  }

  /** Creates nothing, whoever asks. */
  @HEAD
  @Operation(hidden = true)
  public Uni<Response> look(@RestPath String token) {
    return Panache.withSession(() -> links.find(token))
        .map(
            found ->
                found.isPresent()
                    ? Response.ok().type(MediaType.TEXT_HTML_TYPE).build()
                    : Response.status(Response.Status.NOT_FOUND).build())
        .onFailure(DatabaseTrouble::isIn)
        .recoverWithItem(failure -> Response.status(Response.Status.SERVICE_UNAVAILABLE).build());
  }

  @GET
  @Path("/return")
  @Operation(
      summary = "Says where a payer stands who comes back from the payment page",
      description =
          "Opened by payers only. What A-Pay adds to the address proves nothing and is not read.")
  @APIResponse(responseCode = "200", description = "Whether the payment arrived")
  @APIResponse(responseCode = "404", description = "There is nothing behind this address")
  @APIResponse(responseCode = "503", description = "Not now")
  public Uni<Response> comeBack(
      @RestPath String token,
      @CookieParam(COOKIE) String cookie,
      @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String spoken) {
    return visit(token, cookie, spoken)
        .chain(
            visit ->
                visit.isEmpty()
                    ? unknown(spoken)
                    : plans
                        .standing(visit.get().link(), visit.get().visitor())
                        .map(step -> show(visit.get(), step)))
        .onFailure(DatabaseTrouble::isIn)
        .recoverWithItem(failure -> unavailable(spoken));
  }

  private Uni<Optional<Visit>> visit(String token, String cookie, String spoken) {
    return Panache.withSession(
        () ->
            links
                .find(token)
                .chain(
                    link ->
                        link.isEmpty()
                            ? Uni.createFrom().item(Optional.empty())
                            : visit(link.get(), cookie, spoken).map(Optional::of)));
  }

  private Uni<Visit> visit(PayLink link, String cookie, String spoken) {
    MDC.put(LogKeys.INVOICE_ID, link.invoiceId());
    Visitor visitor = Visitor.of(link, cookie);
    return invoices
        .findById(link.invoiceId())
        .chain(
            invoice ->
                language(invoice, visitor, spoken)
                    .map(language -> new Visit(link, invoice, visitor, language)));
  }

  /** What his Telegram speaks, else his browser. */
  private Uni<Locale> language(Invoice invoice, Visitor visitor, String spoken) {
    return visitor
        .payerId()
        .map(payer -> languages.of(invoice.botId(), payer))
        .orElseGet(() -> Uni.createFrom().item(browsers(spoken)));
  }

  private Uni<Response> begin(Visit visit) {
    return payments
        .begin(visit.link(), visit.visitor(), visit.language())
        .map(step -> step instanceof PayStep.Go ? go(visit, (PayStep.Go) step) : show(visit, step));
  }

  private Uni<Response> preview(Visit visit) {
    String page =
        new PayPage(visit.language(), Optional.of(visit.invoice()))
            .of(new PayStep.Ready(), links.address(visit.link().token()) + "?" + GO + "=1");
    return Uni.createFrom().item(html(Response.Status.OK, page).build());
  }

  private Response go(Visit visit, PayStep.Go step) {
    return remember(
            Response.status(Response.Status.SEE_OTHER)
                .header(HttpHeaders.LOCATION, step.page())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Referrer-Policy", "no-referrer"),
            visit.visitor())
        .build();
  }

  private Response show(Visit visit, PayStep step) {
    String page =
        new PayPage(visit.language(), Optional.of(visit.invoice()))
            .of(step, links.address(visit.link().token()));
    if (step instanceof PayStep.TryLater) {
      return notNow(page);
    }
    Response.ResponseBuilder response = html(Response.Status.OK, page);
    return (step instanceof PayStep.Prepare ? remember(response, visit.visitor()) : response)
        .build();
  }

  private static Response notNow(String page) {
    return html(Response.Status.SERVICE_UNAVAILABLE, page)
        .header(HttpHeaders.RETRY_AFTER, SECONDS_TO_WAIT)
        .build();
  }

  private static Uni<Response> unknown(String spoken) {
    String page = new PayPage(browsers(spoken), Optional.empty()).of(new PayStep.Unknown(), "");
    return Uni.createFrom().item(html(Response.Status.NOT_FOUND, page).build());
  }

  private static Response unavailable(String spoken) {
    String page = new PayPage(browsers(spoken), Optional.empty()).of(new PayStep.TryLater(), "");
    return notNow(page);
  }

  private static Response.ResponseBuilder html(Response.Status status, String page) {
    return Response.status(status)
        .entity(page)
        .type("text/html;charset=UTF-8")
        .header("Content-Security-Policy", PayPage.POLICY)
        .header("Referrer-Policy", "no-referrer")
        .header("X-Content-Type-Options", "nosniff")
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  /**
   * Gives a browser by which nobody is known what it is to be known by, once an attempt is begun
   * for it: of two clicks at once the one that came too late must not make it a stranger.
   */
  private Response.ResponseBuilder remember(Response.ResponseBuilder response, Visitor visitor) {
    visitor
        .token()
        .ifPresent(
            token ->
                response.cookie(
                    new NewCookie.Builder(COOKIE)
                        .value(token)
                        .path(links.path())
                        .maxAge(COOKIE_SECONDS)
                        .httpOnly(true)
                        .secure(links.isSecure())
                        .sameSite(NewCookie.SameSite.LAX)
                        .build()));
    return response;
  }

  private static Locale browsers(String spoken) {
    String first = spoken == null ? "" : spoken.split("[,;]", 2)[0].strip();
    return Phrases.locale(first.isEmpty() ? null : first);
  }
}
