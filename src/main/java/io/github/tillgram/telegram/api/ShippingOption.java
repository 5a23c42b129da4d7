package io.github.tillgram.telegram.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** A way to send goods, as a payer chooses from. */
@RegisterForReflection
public record ShippingOption(String id, String title, List<LabeledPrice> prices) {}
