package io.github.tillgram.sandbox.world;

import io.github.tillgram.sandbox.world.Person.Address;
import java.util.Map;

/** Invented places a payer may want goods to be sent to: one in every country. */
public final class Addresses {
  private static final Map<String, Address> KNOWN =
      Map.of(
          "BD", new Address("BD", "ঢাকা", "১ নমুনা সড়ক", "1207"),
          "IN", new Address("IN", "Pune", "4 Namuna Marg", "411001"),
          "RU", new Address("RU", "Казань", "улица Образцовая, 5", "420000"),
          "US", new Address("US", "Springfield", "6 Sample Avenue", "00501"));

  private Addresses() {}

  public static Address in(String country) {
    return KNOWN.getOrDefault(country, new Address(country, "Sampletown", "7 Sample Street", ""));
  }
}
