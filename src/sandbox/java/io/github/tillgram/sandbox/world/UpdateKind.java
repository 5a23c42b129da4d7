package io.github.tillgram.sandbox.world;

import java.util.List;
import java.util.Set;

/** The kinds of updates the server knows by name, and how long it keeps each. */
public final class UpdateKind {
  public static final String MESSAGE = "message";
  public static final String INLINE_QUERY = "inline_query";
  public static final String CALLBACK_QUERY = "callback_query";
  public static final String SHIPPING_QUERY = "shipping_query";
  public static final String PRE_CHECKOUT_QUERY = "pre_checkout_query";
  public static final String PURCHASED_PAID_MEDIA = "purchased_paid_media";
  public static final String MY_CHAT_MEMBER = "my_chat_member";

  private static final List<String> DEFAULT =
      List.of(
          MESSAGE,
          "edited_message",
          "channel_post",
          "edited_channel_post",
          "business_connection",
          "business_message",
          "edited_business_message",
          "deleted_business_messages",
          "guest_message",
          INLINE_QUERY,
          "chosen_inline_result",
          CALLBACK_QUERY,
          SHIPPING_QUERY,
          PRE_CHECKOUT_QUERY,
          PURCHASED_PAID_MEDIA,
          "poll",
          "poll_answer",
          MY_CHAT_MEMBER,
          "chat_join_request",
          "chat_boost",
          "removed_chat_boost",
          "managed_bot",
          "subscription",
          "stopped_message_generation");
  private static final Set<String> ON_REQUEST =
      Set.of("chat_member", "message_reaction", "message_reaction_count");
  private static final Set<String> SHORT_LIVED =
      Set.of(CALLBACK_QUERY, SHIPPING_QUERY, PRE_CHECKOUT_QUERY);

  private UpdateKind() {}

  public static List<String> defaults() {
    return DEFAULT;
  }

  public static boolean isKnown(String kind) {
    return DEFAULT.contains(kind) || ON_REQUEST.contains(kind);
  }

  /** Queries are dead after a short while, so they are not kept for a day like messages. */
  public static long secondsKept(String kind) {
    if (kind.equals(INLINE_QUERY)) {
      return 30;
    }
    return SHORT_LIVED.contains(kind) ? 150 : 86_400;
  }
}
