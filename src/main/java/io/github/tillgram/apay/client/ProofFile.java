package io.github.tillgram.apay.client;

import java.nio.file.Path;

/** A picture or PDF by which a payer proves that he has paid; it is passed on and not kept. */
public record ProofFile(String name, String contentType, Path content) {}
