package io.github.tillgram.sandbox.apay.postback;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.sandbox.apay.book.Project.Keys;
import io.github.tillgram.sandbox.apay.php.PhpJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Beside signatures that PHP made over texts of PHP's. */
class SignatureTest {
  private static final Keys KEYS =
      new Keys("", "demoaccesskey0000000000000000001", "demoprivatekey000000000000000001");

  @Test
  void signsInTheDocumentedOrder() {
    Map<String, Object> transaction = new LinkedHashMap<>();
    transaction.put("order_id", "0123456789abcdef");
    transaction.put("status", "Success");
    transaction.put("amount", 6008.39);
    transaction.put("currency", "INR");
    transaction.put("payment_system", "upi_fast");
    transaction.put("custom_transaction_id", "INV-1001");
    transaction.put("custom_user_id", "tg-42");
    transaction.put("created_at", 1735689600L);
    transaction.put("activated_at", 1735689720L);

    assertThat(signed(transaction)).isEqualTo("1381e8cf92cc9c767bd3727f4498733338e61a4f");
  }

  @Test
  void signsInTheObservedOrder() {
    Map<String, Object> transaction = new LinkedHashMap<>();
    transaction.put("amount", 500L);
    transaction.put("status", "Success");
    transaction.put("currency", "BDT");
    transaction.put("order_id", "fedcba9876543210");
    transaction.put("created_at", 1735689600L);
    transaction.put("activated_at", 1735689720L);
    transaction.put("custom_user_id", "tg-42");
    transaction.put("payment_system", "bkash_b");
    transaction.put("custom_transaction_id", "INV-1002");

    assertThat(signed(transaction)).isEqualTo("0b9407dda611ae184497a9eae3ec26ef3a4f6f56");
    transaction.put("amount", 100.0);
    assertThat(signed(transaction)).isEqualTo("1f5acfdbaa0dd72c2473b60e2572c1524bcb0168");
  }

  private static String signed(Map<String, Object> transaction) {
    return Signature.of(KEYS, PhpJson.unescaped(-1).write(List.of(transaction)));
  }
}
