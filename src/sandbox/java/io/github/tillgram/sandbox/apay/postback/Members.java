package io.github.tillgram.sandbox.apay.postback;

import io.github.tillgram.sandbox.apay.book.Manners;
import io.github.tillgram.sandbox.apay.book.Manners.Amounts;
import io.github.tillgram.sandbox.apay.book.Manners.Optional;
import io.github.tillgram.sandbox.apay.book.Result;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The members of a transaction, in the order and form the project is used to. */
final class Members {
  private static final Comparator<String> JSONB =
      Comparator.<String>comparingInt(name -> name.getBytes(StandardCharsets.UTF_8).length)
          .thenComparing(name -> name.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  private final Random random;

  Members(Random random) {
    this.random = random;
  }

  Map<String, Object> of(Result result, Manners manners) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("order_id", result.orderId());
    members.put("status", result.status().wireName());
    members.put("amount", amount(result.amount(), manners.amounts()));
    members.put("currency", result.currency());
    members.put("payment_system", result.paymentSystem());
    Optional optional = manners.optional();
    putOptional(members, "custom_transaction_id", result.customTransactionId(), optional);
    putOptional(members, "custom_user_id", result.customUserId(), optional);
    members.put("created_at", result.createdAt());
    putOptional(members, "activated_at", result.activatedAt(), optional);
    if (manners.extraMembers()) {
      members.put("account_number", "01700000000");
      members.put("details", List.of());
    }
    return ordered(members, manners.order());
  }

  Map<String, Object> ordered(Map<String, Object> members, Manners.Order order) {
    List<String> names = new ArrayList<>(members.keySet());
    if (order == Manners.Order.JSONB) {
      names.sort(JSONB);
    } else if (order == Manners.Order.RANDOM) {
      Collections.shuffle(names, random);
    }
    Map<String, Object> ordered = new LinkedHashMap<>();
    names.forEach(name -> ordered.put(name, members.get(name)));
    return ordered;
  }

  /** A whole number is an integer to PHP, and a float without a fraction would look the same. */
  static Object amount(BigDecimal amount, Amounts form) {
    if (form == Amounts.STRING) {
      return amount.setScale(Math.max(2, amount.scale()), RoundingMode.UNNECESSARY).toPlainString();
    }
    BigDecimal bare = amount.stripTrailingZeros();
    boolean whole = bare.scale() <= 0 && bare.precision() - bare.scale() <= 18;
    if (whole) {
      return bare.longValueExact();
    }
    return bare.doubleValue();
  }

  private static void putOptional(
      Map<String, Object> members, String name, Object value, Optional optional) {
    if (optional == Optional.PRESENT) {
      members.put(name, value);
    } else if (optional == Optional.NULL) {
      members.put(name, null);
    }
  }
}
