package io.github.tillgram.merchantapi;

import io.github.tillgram.payments.paidmedia.MediaItem;
import io.github.tillgram.payments.paidmedia.PaidMediaOrder;
import io.github.tillgram.problem.Problem.FieldError;
import io.github.tillgram.problem.ProblemException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body of {@code POST /api/v1/paid-media}. */
@Schema(name = "NewPaidMedia")
public record PaidMediaRequest(
    @Schema(description = "The bot that sells them; may be left out while you have exactly one")
        UUID botId,
    @Schema(
            required = true,
            description =
                "Not 0: a user who has started the bot, a group, or a channel. In a"
                    + " channel the Stars go to the channel, and no purchase is told",
            example = "5000001")
        Long chatId,
    @Schema(
            required = true,
            description = "The price, in whole Stars",
            minimum = "1",
            maximum = "25000",
            example = "50")
        Integer starCount,
    @Schema(
            required = true,
            description = "Pictures and videos, sold together",
            minItems = 1,
            maxItems = 10)
        List<Item> media,
    @Schema(
            description = "Everybody sees it",
            maxLength = LONGEST_CAPTION,
            example = "The tea garden at dawn")
        String caption,
    @Schema(
            description = "Your own name for it; comes back, and need not be unique",
            maxLength = LONGEST_REFERENCE,
            example = "dawn")
        String reference) {

  static final int LONGEST_CAPTION = 1024;
  static final int LONGEST_REFERENCE = 128;

  private static final int MOST_STARS = 25_000;
  private static final int MOST_MEDIA = 10;
  static final int LONGEST_MEDIA = 2048;
  private static final Set<String> TYPES = Set.of("photo", "video");
  private static final Pattern FILE_ID = Pattern.compile("[A-Za-z0-9_-]+");

  /** A picture or video. */
  @Schema(name = "NewPaidMediaItem")
  public record Item(
      @Schema(
              required = true,
              description = "What it is",
              enumeration = {"photo", "video"})
          String type,
      @Schema(
              required = true,
              description = "A file id of the bot, or the https address Telegram fetches it from",
              maxLength = LONGEST_MEDIA,
              example = "https://example.com/tea.jpg")
          String media) {}

  PaidMediaOrder check(UUID merchantId) {
    List<FieldError> errors = new ArrayList<>();
    if (chatId == null || chatId == 0) {
      errors.add(new FieldError("chatId", "must be the id of a chat, which is not 0"));
    }
    if (starCount == null || starCount < 1 || starCount > MOST_STARS) {
      errors.add(new FieldError("starCount", "must lie between 1 and 25000 Stars"));
    }
    checkMedia(errors);
    checkText(errors, "caption", caption, LONGEST_CAPTION);
    checkText(errors, "reference", reference, LONGEST_REFERENCE);
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
    return new PaidMediaOrder(
        merchantId,
        Optional.ofNullable(botId),
        chatId,
        starCount,
        media.stream().map(item -> new MediaItem(item.type(), item.media())).toList(),
        given(caption),
        given(reference));
  }

  private void checkMedia(List<FieldError> errors) {
    if (media == null || media.isEmpty() || media.size() > MOST_MEDIA) {
      errors.add(new FieldError("media", "must have 1 to 10 items"));
      return;
    }
    for (int i = 0; i < media.size(); i++) {
      checkItem("media[" + i + "]", media.get(i), errors);
    }
  }

  private static void checkItem(String field, Item item, List<FieldError> errors) {
    if (item == null) {
      errors.add(new FieldError(field, "must not be null"));
      return;
    }
    if (item.type() == null || !TYPES.contains(item.type())) {
      errors.add(new FieldError(field + ".type", "must be photo or video"));
    }
    if (!isFetchable(item.media())) {
      errors.add(
          new FieldError(
              field + ".media",
              "must be a file id of the bot or an https address, at most 2048 characters long"));
    }
  }

  private static boolean isFetchable(String media) {
    return media != null
        && media.length() <= LONGEST_MEDIA
        && (FILE_ID.matcher(media).matches() || isHttps(media));
  }

  private static boolean isHttps(String address) {
    try {
      URI uri = URI.create(address);
      return "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private static void checkText(List<FieldError> errors, String field, String text, int longest) {
    if (text == null) {
      return;
    }
    if (text.codePointCount(0, text.length()) > longest) {
      errors.add(new FieldError(field, "must not have more than " + longest + " characters"));
    }
    if (text.indexOf('\0') >= 0) {
      errors.add(new FieldError(field, "must not contain the character NUL; remove it"));
    }
  }

  private static Optional<String> given(String text) {
    return Optional.ofNullable(text).filter(value -> !value.isEmpty());
  }
}
