package io.github.tillgram.apay.postback;

import io.github.tillgram.apay.deposit.Entry;
import java.util.List;

/** What a verified body says of orders. */
final class Entries {

  private Entries() {}

  /**
   * One entry for each transaction, in order. What is wrong in one of them is no harm to the
   * others.
   *
   * @throws PostbackRefused when there is none, or one is no object
   */
  static List<Entry> of(PostbackBody body) {
    List<JsonValue> transactions = body.transactions();
    if (transactions.isEmpty()) {
      throw new PostbackRefused(Refusal.EMPTY_TRANSACTIONS);
    }
    return transactions.stream().map(transaction -> read(body, transaction)).toList();
  }

  private static Entry read(PostbackBody body, JsonValue transaction) {
    String text = body.source(transaction);
    TransactionMembers members =
        PostbackBody.members(transaction)
            .map(byName -> new TransactionMembers(body, byName))
            .orElseThrow(() -> new PostbackRefused(Refusal.TRANSACTION_NOT_AN_OBJECT));
    try {
      return new Entry.Readable(members.transaction(text));
    } catch (WrongMember wrong) {
      return new Entry.Unreadable(text, wrong.getMessage());
    }
  }
}
