package io.github.tillgram.apay.deposit;

import io.github.tillgram.apay.onboarding.Signer;
import io.github.tillgram.database.DatabaseTrouble;
import io.github.tillgram.invoice.PaymentMeter;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Takes what A-Pay says into the books, each order in a transaction of its own. */
@ApplicationScoped
public class HearDeposits implements TakeEntries {

  private static final Logger LOG = Logger.getLogger(HearDeposits.class);

  private final Deposits deposits;
  private final DepositRepository repository;
  private final DepositMeters meters;
  private final PaymentMeter payments;

  HearDeposits(
      Deposits deposits,
      DepositRepository repository,
      DepositMeters meters,
      PaymentMeter payments) {
    this.deposits = deposits;
    this.repository = repository;
    this.meters = meters;
    this.payments = payments;
  }

  @Override
  public Uni<Void> take(Signer signer, List<Entry> entries) {
    return Multi.createFrom()
        .iterable(entries)
        .onItem()
        .transformToUniAndConcatenate(entry -> take(signer, entry))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  /** What fails for any other reason than the database's would fail for ever: it is parked. */
  private Uni<Heard> take(Signer signer, Entry entry) {
    if (entry instanceof Entry.Unreadable) {
      Entry.Unreadable unreadable = (Entry.Unreadable) entry;
      return park(signer, entry, unreadable.reason());
    }
    ApayTransaction said = ((Entry.Readable) entry).transaction();
    return hear(signer.merchantId(), signer.projectId(), said, NoticeSource.POSTBACK)
        .onFailure(failure -> !DatabaseTrouble.isIn(failure))
        .recoverWithUni(
            failure -> {
              LOG.error("An entry of a postback could not be handled, and is parked", failure);
              return park(signer, entry, "it could not be handled");
            });
  }

  /** Takes in what A-Pay says of one order. Repeating it is harmless. */
  public Uni<Heard> hear(
      UUID merchantId, UUID projectId, ApayTransaction said, NoticeSource source) {
    return Panache.withTransaction(() -> deposits.hear(merchantId, projectId, said, source))
        .invoke(this::report);
  }

  private Uni<Heard> park(Signer signer, Entry entry, String why) {
    byte[] hash = Deposits.hash(entry.text());
    Supplier<Uni<Boolean>> parking =
        () ->
            repository.parkUnreadable(
                signer.merchantId(), signer.projectId(), hash, entry.text(), why);
    return Panache.withTransaction(parking)
        .map(fresh -> Heard.of(fresh ? Heard.What.PARKED : Heard.What.REPEAT))
        .invoke(this::report);
  }

  /** Once it is committed. */
  void reportUnresolved(boolean unresolved) {
    if (unresolved) {
      report(Heard.of(Heard.What.UNRESOLVED));
    }
  }

  /** Once it is committed. */
  public void report(Heard heard) {
    meters.count(heard.what());
    heard.credited().ifPresent(payments::count);
    switch (heard.what()) {
      case PARKED -> LOG.warn("A-Pay told of an order that was parked");
      case UNRESOLVED -> LOG.warn("A-Pay never said how an order ended");
      case CONFLICT -> LOG.error("A-Pay contradicted what it had said of a paid order");
      default -> LOG.debugf("A-Pay told of an order: %s", heard.what());
    }
  }
}
