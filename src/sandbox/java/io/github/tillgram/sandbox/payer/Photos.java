package io.github.tillgram.sandbox.payer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.tillgram.sandbox.control.Ask;
import io.github.tillgram.sandbox.control.Complaint;
import io.github.tillgram.sandbox.world.Json;
import io.github.tillgram.sandbox.world.RandomIds;

/** A picture as Telegram describes it: in several sizes, none of which the sandbox keeps. */
final class Photos {
  private static final int LONGEST_CAPTION = 1024;
  private static final int[][] SIZES = {{90, 51, 1_234}, {320, 180, 15_678}, {800, 450, 61_234}};

  private Photos() {}

  static ArrayNode sizes(RandomIds ids) {
    ArrayNode sizes = Json.array();
    for (int[] size : SIZES) {
      sizes
          .addObject()
          .put("file_id", ids.file())
          .put("file_unique_id", ids.uniqueFile())
          .put("file_size", size[2])
          .put("width", size[0])
          .put("height", size[1]);
    }
    return sizes;
  }

  /** Perhaps empty. */
  static String caption(Ask ask) {
    String caption = ask.text("caption").strip();
    if (caption.length() > LONGEST_CAPTION) {
      throw Complaint.invalid("caption must have at most " + LONGEST_CAPTION + " characters");
    }
    return caption;
  }
}
