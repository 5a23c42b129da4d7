package io.github.tillgram.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.money.MajorUnits.Reading;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MajorUnitsTest {

  @ParameterizedTest
  @CsvSource({
    "500,                 INR, 50000",
    "500.00,              INR, 50000",
    "6008.39,             INR, 600839",
    "6008.3900000000003,  INR, 600839",
    "0.30000000000000004, USD, 30",
    "1234567.1000000001,  USD, 123456710",
    "0.125,               BHD, 125",
    "1e3,                 BDT, 100000",
    "12,                  PYG, 12",
    "0,                   INR, 0",
    "0e99,                INR, 0",
    "-5,                  INR, -500",
    "92233720368547758.07, USD, 9223372036854775807",
    "1e-30,               INR, 0"
  })
  void readsWhatAPayWrites(String written, String currency, long minorUnits) {
    assertThat(MajorUnits.read(new BigDecimal(written), currency))
        .contains(new Reading(minorUnits, true));
  }

  /** Never more than was received. */
  @ParameterizedTest
  @CsvSource({
    "500.001,      INR, 50000",
    "499.999,      INR, 49999",
    "0.000000001,  INR, 0",
    "500.00000001, INR, 50000",
    "12.5,         PYG, 12",
    "-500.001,     INR, -50000"
  })
  void roundsTowardZeroWhatTheCurrencyCannotExpress(
      String written, String currency, long minorUnits) {
    assertThat(MajorUnits.read(new BigDecimal(written), currency))
        .contains(new Reading(minorUnits, false));
  }

  /** The bound is one in a thousand million of a major unit, whatever the exponent. */
  @Test
  void takesForNoiseWhatIsBelowTheBoundOnly() {
    assertThat(MajorUnits.read(new BigDecimal("500.0000000009"), "INR"))
        .contains(new Reading(50000, true));
    assertThat(MajorUnits.read(new BigDecimal("499.9999999991"), "INR"))
        .contains(new Reading(50000, true));
    assertThat(MajorUnits.read(new BigDecimal("500.000000001"), "INR"))
        .contains(new Reading(50000, false));
    assertThat(MajorUnits.read(new BigDecimal("11.9999999995"), "PYG"))
        .contains(new Reading(12, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.0e+21", "92233720368547758.08", "-92233720368547758.09", "1e999999999"})
  void knowsNothingThatDoesNotFit(String written) {
    assertThat(MajorUnits.read(new BigDecimal(written), "INR")).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e2147483647", "1e-2147483647", "-1e2147483640", "1e-999999999"})
  void costsNoMoreThanItsDigits(String written) {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(1), () -> MajorUnits.read(new BigDecimal(written), "INR"));
  }

  @ParameterizedTest
  @CsvSource({"50000, INR, 500", "1250, USD, 12.5", "125, BHD, 0.125", "12, PYG, 12"})
  void writesWhatAPayReads(long minorUnits, String currency, String written) {
    assertThat(MajorUnits.write(minorUnits, currency)).isEqualTo(new BigDecimal(written));
    assertThat(MajorUnits.write(minorUnits, currency).toString()).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({"INR, 100", "BDT, 100", "PKR, 100", "PYG, 1", "USD, 1", "BHD, 1"})
  void chargesWholeUnitsButInTwoCurrencies(String currency, long step) {
    assertThat(MajorUnits.chargeableStep(currency)).isEqualTo(step);
  }

  @Test
  void knowsNoCurrencyThatTelegramDoesNot() {
    Assertions.assertThrows(
        IllegalArgumentException.class, () -> MajorUnits.read(BigDecimal.ONE, "XOF"));
  }
}
