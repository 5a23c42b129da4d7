package io.github.tillgram.startup;

import java.util.List;

/**
 * What a feature requires of its settings before the service may start. All rules are asked, and
 * all findings are reported in one message.
 */
public interface SettingsRule {

  /** One sentence per finding, beginning with the setting's name as an environment variable. */
  List<String> findings();
}
