package io.github.tillgram.apay.client;

import java.util.Locale;

/** The calls we make; their names label meters. */
enum ApayCall {
  PAYMENT_SYSTEMS_INFO,
  CREATE_PAYMENT_PAGE,
  DEPOSIT_INFO,
  CREATE_LOST_TRANSACTION,
  LOST_TRANSACTION_INFO;

  /** As in the path. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
