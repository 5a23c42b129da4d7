package io.github.tillgram.telegram.client;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Telegram's public list of currencies; only {@link TelegramCurrencies} uses it. */
@RegisterRestClient(configKey = "currency-list")
interface CurrencyList {

  @GET
  @Produces("application/json")
  Uni<String> get();
}
