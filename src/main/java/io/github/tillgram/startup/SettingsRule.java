package io.github.tillgram.startup;

import java.util.List;

/**
 * What a feature requires of its settings before the service may start. Rules are asked before
 * anything of the application exists, so they are plain objects that {@code META-INF/services}
 * names; all of them are asked, and all findings are told in one message.
 *
 * @param <S> the settings, a {@code @ConfigMapping}
 */
public interface SettingsRule<S> {

  Class<S> settings();

  /**
   * One sentence per finding, beginning with the setting's name as an environment variable. Never
   * repeats a value: it may be a secret in the wrong place.
   */
  List<String> findings(S settings);
}
