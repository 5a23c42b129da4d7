package io.github.tillgram.invoice;

import java.util.UUID;

/** Money that went back to the payer, as a rail reports it. */
public record IncomingRefund(
    UUID merchantId, UUID botId, String payload, String currency, long amount, String chargeId) {}
