package io.github.tillgram.telegram.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The kinds of update this service knows by name; others are dropped without harm. */
public enum UpdateKind {
  MESSAGE,
  EDITED_MESSAGE,
  CHANNEL_POST,
  EDITED_CHANNEL_POST,
  BUSINESS_CONNECTION,
  BUSINESS_MESSAGE,
  EDITED_BUSINESS_MESSAGE,
  DELETED_BUSINESS_MESSAGES,
  GUEST_MESSAGE,
  MESSAGE_REACTION,
  MESSAGE_REACTION_COUNT,
  INLINE_QUERY,
  CHOSEN_INLINE_RESULT,
  CALLBACK_QUERY,
  SHIPPING_QUERY,
  PRE_CHECKOUT_QUERY,
  PURCHASED_PAID_MEDIA,
  POLL,
  POLL_ANSWER,
  MY_CHAT_MEMBER,
  CHAT_MEMBER,
  CHAT_JOIN_REQUEST,
  CHAT_BOOST,
  REMOVED_CHAT_BOOST,
  MANAGED_BOT,
  SUBSCRIPTION,
  STOPPED_MESSAGE_GENERATION;

  private static final Map<String, UpdateKind> BY_WIRE_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(UpdateKind::wireName, Function.identity()));

  /** The name of the field in an update, and in {@code allowed_updates}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<UpdateKind> ofWireName(String name) {
    return Optional.ofNullable(BY_WIRE_NAME.get(name));
  }
}
