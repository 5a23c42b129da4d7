package io.github.tillgram.payments;

import io.github.tillgram.money.CurrencyLimits;
import io.github.tillgram.telegram.client.TelegramCurrencies;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Reads once a day what totals Telegram takes. Without a network nothing is refused on their
 * account, so a failure is only noted; it is tried again within the hour.
 */
@ApplicationScoped
class RefreshCurrencyLimits {

  private static final Logger LOG = Logger.getLogger(RefreshCurrencyLimits.class);

  private final TelegramCurrencies telegram;
  private final CurrencyLimits limits;
  private volatile boolean current;

  RefreshCurrencyLimits(TelegramCurrencies telegram, CurrencyLimits limits) {
    this.telegram = telegram;
    this.limits = limits;
  }

  @Scheduled(every = "24h", delayed = "2s")
  Uni<Void> daily() {
    current = false;
    return read();
  }

  @Scheduled(every = "10m", delayed = "1m")
  Uni<Void> untilRead() {
    return current ? Uni.createFrom().voidItem() : read();
  }

  private Uni<Void> read() {
    return telegram
        .read()
        .invoke(
            read -> {
              limits.replace(translate(read));
              current = true;
              LOG.infof("Read the limits of %d currencies", read.size());
            })
        .onFailure()
        .invoke(
            failure ->
                LOG.warnf(
                    "The limits of currencies could not be read: %s",
                    failure.getClass().getSimpleName()))
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }

  private static Map<String, CurrencyLimits.Limits> translate(
      Map<String, TelegramCurrencies.AmountLimits> read) {
    return read.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry ->
                    new CurrencyLimits.Limits(entry.getValue().min(), entry.getValue().max())));
  }
}
