package io.github.tillgram.sandbox.botapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.world.ChatMessage;
import io.github.tillgram.sandbox.world.Json;
import io.github.tillgram.sandbox.world.PaidMedia;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Pictures and videos for Stars. The sandbox fetches none of them, so its messages show previews
 * only. The words about a medium without type or address are a guess.
 */
final class PaidMediaMethods {
  private static final int MOST_STARS = 25_000;
  private static final int MOST_MEDIA = 10;
  private static final int LONGEST_PAYLOAD_BYTES = 128;
  private static final int LONGEST_CAPTION = 1024;
  private static final Set<String> TYPES = Set.of("photo", "video", "live_photo");

  private final Sending sending;

  PaidMediaMethods(Sending sending) {
    this.sending = sending;
  }

  Answer sendPaidMedia(Call call) {
    int stars = call.arguments().clamped("star_count", 0, 0, 1_000_000);
    ArrayNode previews = previews(call.arguments());
    PaidMedia media = new PaidMedia(stars, payload(call.arguments()));
    String caption = caption(call.arguments());
    Recipient recipient = sending.recipient(call);
    recipient.requireOpen();
    ObjectNode message = sending.envelope(call, recipient);
    checkPrice(stars, previews.size());
    message.putObject("paid_media").put("star_count", stars).set("paid_media", previews);
    if (!caption.isEmpty()) {
      message.put("caption", caption);
    }
    recipient.log().add(new ChatMessage(message, null).selling(media));
    return Answer.of(message);
  }

  private static void checkPrice(int stars, int media) {
    InvoiceRules.check(stars > 0, "invalid media price specified");
    InvoiceRules.check(media > 0 && media <= MOST_MEDIA, "invalid number of paid media specified");
    InvoiceRules.check(stars <= MOST_STARS, "EXTENDED_MEDIA_AMOUNT_INVALID");
  }

  private static ArrayNode previews(Arguments arguments) {
    JsonNode list = arguments.json("media", "can't parse media JSON object").orElseGet(Json::array);
    InvoiceRules.check(list.isArray(), "expected an Array of InputPaidMedia");
    ArrayNode previews = Json.array();
    for (JsonNode item : list) {
      InvoiceRules.check(
          TYPES.contains(item.path("type").asText()),
          "can't parse InputPaidMedia: invalid type specified");
      InvoiceRules.check(
          !item.path("media").asText().isEmpty(), "can't parse InputPaidMedia: media not found");
      previews.addObject().put("type", "preview");
    }
    return previews;
  }

  private static String payload(Arguments arguments) {
    String payload = arguments.text("payload");
    InvoiceRules.check(
        payload.getBytes(StandardCharsets.UTF_8).length <= LONGEST_PAYLOAD_BYTES,
        "PAYLOAD_INVALID");
    return payload;
  }

  private static String caption(Arguments arguments) {
    String caption = arguments.text("caption").strip();
    InvoiceRules.check(caption.length() <= LONGEST_CAPTION, "message caption is too long");
    return caption;
  }
}
