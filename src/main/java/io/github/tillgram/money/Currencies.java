package io.github.tillgram.money;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * The currencies Telegram takes payments in, and how many decimals each of them has.
 *
 * <p>Exponents are facts that do not move, so they are bundled; limits follow exchange rates and
 * live in {@link CurrencyLimits}. BHD, IQD and JOD are newer than the published table that gives
 * exponents; their value is that of ISO 4217.
 */
public final class Currencies {

  /** The largest amount Telegram's servers take in any place: twelve digits. */
  public static final long MAX_AMOUNT = 999_999_999_999L;

  private static final String WITHOUT_DECIMALS = "CLP ISK JPY KRW PYG UGX VND XTR";
  private static final String WITH_THREE_DECIMALS = "BHD IQD JOD";
  private static final String WITH_TWO_DECIMALS =
      "AED AFN ALL AMD ARS AUD AZN BAM BDT BGN BND BOB BRL BYN CAD CHF CNY COP CRC CZK DKK DOP DZD"
          + " EGP ETB EUR GBP GEL GHS GTQ HKD HNL HRK HUF IDR ILS INR IRR JMD KES KGS KZT LBP LKR"
          + " MAD MDL MMK MNT MOP MUR MVR MXN MYR MZN NGN NIO NOK NPR NZD PAB PEN PHP PKR PLN QAR"
          + " RON RSD RUB SAR SEK SGD SYP THB TJS TRY TTD TWD TZS UAH USD UYU UZS YER ZAR";

  private static final Map<String, Integer> EXPONENTS = exponents();

  private Currencies() {}

  /** How many decimals the currency has, or nothing when Telegram does not take it. */
  public static OptionalInt exponent(String code) {
    Integer exponent = EXPONENTS.get(code);
    return exponent == null ? OptionalInt.empty() : OptionalInt.of(exponent);
  }

  /** Whether Telegram takes payments in this currency. */
  public static boolean isKnown(String code) {
    return EXPONENTS.containsKey(code);
  }

  /** Every code, in alphabetical order. */
  public static Set<String> codes() {
    return EXPONENTS.keySet();
  }

  private static Map<String, Integer> exponents() {
    Map<String, Integer> exponents = new TreeMap<>();
    put(exponents, WITHOUT_DECIMALS, 0);
    put(exponents, WITH_TWO_DECIMALS, 2);
    put(exponents, WITH_THREE_DECIMALS, 3);
    return Collections.unmodifiableMap(exponents);
  }

  private static void put(Map<String, Integer> exponents, String codes, int exponent) {
    for (String code : codes.split(" ")) {
      exponents.put(code, exponent);
    }
  }
}
