package io.github.tillgram.payments.paidmedia;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A picture or video.
 *
 * @param type {@code photo} or {@code video}
 * @param media a file id of the bot, or the https address Telegram fetches it from
 */
@RegisterForReflection
public record MediaItem(String type, String media) {}
