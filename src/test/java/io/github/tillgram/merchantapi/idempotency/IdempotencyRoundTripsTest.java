package io.github.tillgram.merchantapi.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.testsupport.PostgresTap;
import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a key costs at the database. */
@QuarkusTest
@QuarkusTestResource(value = PostgresTap.class, restrictToAnnotatedClass = true)
class IdempotencyRoundTripsTest {

  private static final long TRIES = 20;

  /** An invoice without a key. */
  private static final long PLAIN = 7;

  /** The claim before the work, and the answer within its transaction. */
  private static final long OF_A_KEY = 2;

  /** Whose API key it is; the claim that is not won, and what is kept. */
  private static final long OF_A_REPEAT = 3;

  @Inject Shops shops;
  @Inject Scheduler scheduler;

  @BeforeEach
  void nothingElseIsAtTheDatabase() {
    scheduler.pause();
  }

  @AfterEach
  void goOn() {
    scheduler.resume();
  }

  @Test
  void aKeyCostsTwoRoundTripsAndARepeatThree() {
    Shop shop = shops.open();
    String same = UUID.randomUUID().toString();
    Supplier<RequestSpecification> without = shop::api;
    Supplier<RequestSpecification> with =
        () -> shop.api().header("Idempotency-Key", UUID.randomUUID().toString());
    Supplier<RequestSpecification> repeated = () -> shop.api().header("Idempotency-Key", same);
    repeated.get().body(Shop.tea().encode()).post("/api/v1/invoices").then().statusCode(201);
    long plain = roundTrips(without);
    long keyed = roundTrips(with);
    long again = roundTrips(repeated);

    assertThat(List.of(plain, keyed, again)).containsExactly(PLAIN, PLAIN + OF_A_KEY, OF_A_REPEAT);
  }

  /** The fewest of some tries, since others are at the database too. */
  private static long roundTrips(Supplier<RequestSpecification> request) {
    return LongStream.range(0, TRIES).map(n -> roundTripsOfOne(request)).min().orElseThrow();
  }

  private static long roundTripsOfOne(Supplier<RequestSpecification> request) {
    long before = PostgresTap.roundTrips();
    request.get().body(Shop.tea().encode()).post("/api/v1/invoices").then().statusCode(201);
    return PostgresTap.roundTrips() - before;
  }
}
