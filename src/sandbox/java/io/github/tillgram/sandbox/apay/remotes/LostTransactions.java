package io.github.tillgram.sandbox.apay.remotes;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tillgram.sandbox.apay.book.Deposit;
import io.github.tillgram.sandbox.apay.book.LostRequest;
import io.github.tillgram.sandbox.apay.book.LostRequest.Proof;
import io.github.tillgram.sandbox.apay.book.LostRequest.Status;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Requests to look for money that was sent and did not arrive. Their errors have HTTP statuses. */
final class LostTransactions {
  static final int MOST_FILES = 16;
  static final long LARGEST_FILE = 20L << 20;
  private static final int LONGEST_DESCRIPTION = 100_000;
  private static final Set<String> TYPES = Set.of("jpg", "png", "heic", "jpeg", "pdf");

  private final Remotes remotes;

  LostTransactions(Remotes remotes) {
    this.remotes = remotes;
  }

  Map<String, Object> create(RemoteCall call) {
    String description = call.body().path("description").asText("");
    if (description.length() > LONGEST_DESCRIPTION) {
      throw new RemoteFailure(400, "description is too long");
    }
    checkFiles(call.files());
    Deposit deposit = find(call, call.body());
    if (deposit.lost() != null && deposit.lost().status() != Status.REOPEN) {
      throw new RemoteFailure(400, "Lost transaction was already created");
    }
    deposit.lost(new LostRequest(Status.PENDING, description, call.files()));
    Map<String, Object> answer = view(deposit);
    answer.put("message", "Lost transaction was created");
    return answer;
  }

  Map<String, Object> info(RemoteCall call) {
    Deposit deposit = find(call, call.query());
    if (deposit.lost() == null) {
      throw new RemoteFailure(404, "Lost transaction not found");
    }
    Map<String, Object> answer = view(deposit);
    answer.put("description", deposit.lost().description());
    return answer;
  }

  private Deposit find(RemoteCall call, JsonNode ids) {
    boolean none = !ids.hasNonNull("order_id") && !ids.hasNonNull("custom_transaction_id");
    try {
      return remotes.deposit(call.project(), ids);
    } catch (RemoteFailure failure) {
      throw none
          ? new RemoteFailure(400, "order_id or custom_transaction_id is required")
          : new RemoteFailure(404, "Transaction not found");
    }
  }

  private static Map<String, Object> view(Deposit deposit) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("status", deposit.lost().status().wireName());
    view.put("order_id", deposit.orderId());
    view.put("custom_transaction_id", deposit.terms().customTransactionId());
    return view;
  }

  private static void checkFiles(List<Proof> files) {
    if (files.isEmpty()) {
      throw new RemoteFailure(400, "file is required");
    }
    if (files.size() > MOST_FILES) {
      throw new RemoteFailure(422, "At most " + MOST_FILES + " files are allowed");
    }
    for (Proof file : files) {
      String name = file.name().toLowerCase(Locale.ROOT);
      if (!TYPES.contains(name.substring(name.lastIndexOf('.') + 1))) {
        throw new RemoteFailure(422, "This type of file is not allowed");
      }
      if (file.size() > LARGEST_FILE) {
        throw new RemoteFailure(422, "The file is larger than 20 MB");
      }
    }
  }
}
