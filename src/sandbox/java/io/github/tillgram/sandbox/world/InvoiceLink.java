package io.github.tillgram.sandbox.world;

/** An invoice that anybody who has the link may pay, any number of times. */
public record InvoiceLink(long botId, InvoiceTerms terms) {}
