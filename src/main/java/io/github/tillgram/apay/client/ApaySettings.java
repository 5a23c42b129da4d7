package io.github.tillgram.apay.client;

import io.github.tillgram.startup.HttpAddress;
import io.github.tillgram.startup.SettingsRule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** An address that cannot be called is told at the start, not by the first payment. */
@RegisterForReflection
public final class ApaySettings implements SettingsRule<ApayConfig> {

  @Override
  public Class<ApayConfig> settings() {
    return ApayConfig.class;
  }

  @Override
  public List<String> findings(ApayConfig settings) {
    return HttpAddress.finding("TILLGRAM_APAY_API_URL", settings.apiUrl()).toList();
  }
}
