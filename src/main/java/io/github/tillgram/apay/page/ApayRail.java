package io.github.tillgram.apay.page;

import io.github.tillgram.apay.client.ApayFailure;
import io.github.tillgram.apay.onboarding.ApayProject;
import io.github.tillgram.apay.onboarding.ApayProjects;
import io.github.tillgram.apay.onboarding.ProjectChoice;
import io.github.tillgram.invoice.Invoice;
import io.github.tillgram.invoice.InvoiceTerms;
import io.github.tillgram.invoice.PageRail;
import io.github.tillgram.invoice.Tip;
import io.github.tillgram.money.Currencies;
import io.github.tillgram.money.MajorUnits;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** What can be sold by payment pages, and where they are. */
@ApplicationScoped
class ApayRail implements PageRail {

  private static final Pattern SYSTEM = Pattern.compile("[a-z0-9_]{1,50}");
  private static final int MOST_SYSTEMS = 50;

  private final ApayProjects projects;
  private final OpenSystems systems;
  private final PayLinks links;

  ApayRail(ApayProjects projects, OpenSystems systems, PayLinks links) {
    this.projects = projects;
    this.systems = systems;
    this.links = links;
  }

  @Override
  public Uni<List<Objection>> objections(
      UUID merchantId, UUID botId, InvoiceTerms terms, long total) {
    List<Objection> found = new ArrayList<>(terms(terms));
    amount(terms.currency(), total).ifPresent(found::add);
    if (!links.isReachable()) {
      found.add(
          new Objection(
              "rail",
              "cannot be APAY, since this service has no address that payers can reach; its"
                  + " operator sets TILLGRAM_PUBLIC_URL"));
    }
    return projects
        .of(merchantId, botId)
        .invoke(choice -> missing(choice).ifPresent(found::add))
        .replaceWith(found);
  }

  private static List<Objection> terms(InvoiceTerms terms) {
    List<Objection> found = new ArrayList<>();
    if (!terms.tip().equals(Tip.NONE)) {
      found.add(leaveOut("tip"));
    }
    if (terms.isFlexible()) {
      found.add(leaveOut("shipping"));
    }
    if (!terms.required().isEmpty()) {
      found.add(leaveOut("require"));
    }
    if (!terms.shared().isEmpty()) {
      found.add(leaveOut("shareWithProvider"));
    }
    if (terms.providerData().isPresent()) {
      found.add(leaveOut("providerData"));
    }
    if (terms.photo().isPresent()) {
      found.add(leaveOut("photo"));
    }
    if (terms.inline()) {
      found.add(leaveOut("inline"));
    }
    if (terms.paymentSystems().size() > MOST_SYSTEMS
        || !terms.paymentSystems().stream().allMatch(name -> SYSTEM.matcher(name).matches())) {
      found.add(
          new Objection(
              "paymentSystems",
              "must be at most 50 of A-Pay's names, such as upi_p2p: a-z, 0-9 and _"));
    }
    return found;
  }

  private static Objection leaveOut(String field) {
    return new Objection(field, "cannot be had on a payment page; leave it out with rail APAY");
  }

  /** A-Pay can charge whole rupees only; what it cannot charge exactly is not asked for. */
  private static Optional<Objection> amount(String currency, long total) {
    if (!Currencies.isKnown(currency) || "XTR".equals(currency)) {
      return "XTR".equals(currency)
          ? Optional.of(new Objection("rail", "cannot be APAY when the currency is XTR"))
          : Optional.empty();
    }
    long step = MajorUnits.chargeableStep(currency);
    return total % step == 0
        ? Optional.empty()
        : Optional.of(
            new Objection(
                "prices",
                "must sum to a multiple of "
                    + step
                    + ": A-Pay charges whole "
                    + currency
                    + " only; the sum is "
                    + total));
  }

  private static Optional<Objection> missing(ProjectChoice choice) {
    if (choice instanceof ProjectChoice.Missing) {
      return Optional.of(
          new Objection(
              "rail",
              "cannot be APAY without an A-Pay project; connect one with POST"
                  + " /api/v1/apay-projects"));
    }
    if (choice instanceof ProjectChoice.Ambiguous) {
      return Optional.of(
          new Objection(
              "botId",
              "names a bot without an A-Pay project of its own, and you have several; connect one"
                  + " to the bot"));
    }
    return choice instanceof ProjectChoice.OtherMode
        ? Optional.of(
            new Objection(
                "botId",
                "names a bot of another mode than the A-Pay project, which is "
                    + ((ProjectChoice.OtherMode) choice).mode()))
        : Optional.empty();
  }

  @Override
  public Uni<String> link(Invoice invoice) {
    return payable(invoice)
        .chain(() -> Panache.withTransaction(() -> links.address(invoice, Optional.empty())));
  }

  /** Fails with {@link NotPayable} when nobody could pay the invoice now. */
  Uni<Void> payable(Invoice invoice) {
    return projects
        .of(invoice.merchantId(), invoice.botId())
        .map(ApayRail::chosen)
        .chain(project -> systems.obstacle(project, invoice))
        .onFailure(ApayFailure.class)
        .transform(failure -> new Unavailable("A-Pay: " + failure.getMessage()))
        .invoke(
            obstacle ->
                obstacle.ifPresent(
                    why -> {
                      throw new NotPayable(why);
                    }))
        .replaceWithVoid();
  }

  private static ApayProject chosen(ProjectChoice choice) {
    return missing(choice)
        .map(Objection::message)
        .<ApayProject>map(
            why -> {
              throw new NotPayable("the invoice " + why);
            })
        .orElseGet(() -> ((ProjectChoice.Chosen) choice).project());
  }
}
