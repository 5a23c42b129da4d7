package io.github.tillgram.sandbox.world;

/** A labelled part of a price, in the smallest unit of the currency. */
public record PricePart(String label, long amount) {}
