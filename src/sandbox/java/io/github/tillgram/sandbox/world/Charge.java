package io.github.tillgram.sandbox.world;

/** Money that moved: the ids are what the bot gets, the date is in seconds since the epoch. */
public record Charge(
    String telegramChargeId,
    String providerChargeId,
    long payerId,
    String currency,
    long amount,
    String payload,
    long date) {}
