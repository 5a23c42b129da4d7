package io.github.tillgram.sandbox.botapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.world.ChatLog;
import io.github.tillgram.sandbox.world.ChatMessage;
import java.util.Optional;

/** Text messages: sending, editing, deleting. */
final class MessageMethods {
  private static final String NOT_MODIFIED =
      "message is not modified: specified new message content and reply markup are exactly the same"
          + " as a current content and reply markup of the message";

  private final Sending sending;

  MessageMethods(Sending sending) {
    this.sending = sending;
  }

  Answer sendMessage(Call call) {
    String text = MessageText.of(call.arguments());
    Optional<JsonNode> markup = ReplyMarkup.forMessage(call.arguments());
    Recipient recipient = sending.recipient(call);
    recipient.requireOpen();
    ObjectNode message = sending.envelope(call, recipient);
    setText(message, text);
    markup.ifPresent(keyboard -> message.set("reply_markup", keyboard));
    return sending.deliver(recipient, message, null);
  }

  Answer editMessageText(Call call) {
    String text = MessageText.of(call.arguments());
    Optional<JsonNode> markup = ReplyMarkup.forMessage(call.arguments());
    ChatMessage message = editable(call);
    if (!message.content().has("text")) {
      throw ApiFailure.badRequest("there is no text in the message to edit");
    }
    boolean sameText = message.content().path("text").asText().equals(text);
    if (sameText && sameMarkup(message, markup)) {
      throw ApiFailure.badRequest(NOT_MODIFIED);
    }
    setText(message.content(), text);
    return edited(call, message, markup);
  }

  Answer editMessageReplyMarkup(Call call) {
    ChatMessage message = editable(call);
    Optional<JsonNode> markup =
        message.terms().isPresent()
            ? Optional.of(ReplyMarkup.forInvoice(call.arguments(), "Pay"))
            : ReplyMarkup.forMessage(call.arguments());
    if (sameMarkup(message, markup)) {
      throw ApiFailure.badRequest(NOT_MODIFIED);
    }
    return edited(call, message, markup);
  }

  Answer deleteMessage(Call call) {
    Recipient recipient = sending.recipient(call);
    ChatMessage message =
        recipient
            .log()
            .message(messageId(call))
            .orElseThrow(() -> ApiFailure.badRequest("message to delete not found"));
    if (!message.isFromBot() && !recipient.mayDeleteOfOthers()) {
      throw ApiFailure.badRequest("message can't be deleted");
    }
    if (sending.isTooOld(message)) {
      throw ApiFailure.badRequest("message can't be deleted for everyone");
    }
    recipient.log().remove(message.id());
    return Answer.yes();
  }

  private ChatMessage editable(Call call) {
    ChatLog chat = sending.recipient(call).log();
    ChatMessage message =
        chat.message(messageId(call))
            .orElseThrow(() -> ApiFailure.badRequest("message to edit not found"));
    if (!message.isFromBot()) {
      throw ApiFailure.badRequest("message can't be edited");
    }
    return message;
  }

  private Answer edited(Call call, ChatMessage message, Optional<JsonNode> markup) {
    message.content().put("edit_date", sending.now());
    message.content().remove("reply_markup");
    markup.ifPresent(keyboard -> message.content().set("reply_markup", keyboard));
    sending.recipient(call).log().changed();
    return Answer.of(message.content());
  }

  private static long messageId(Call call) {
    if (call.arguments().text("message_id").isEmpty()) {
      throw ApiFailure.badRequest("message identifier is not specified");
    }
    return call.arguments().number("message_id");
  }

  private static boolean sameMarkup(ChatMessage message, Optional<JsonNode> markup) {
    JsonNode none = MissingNode.getInstance();
    return message.content().path("reply_markup").equals(markup.orElse(none));
  }

  private static void setText(ObjectNode message, String text) {
    message.put("text", text);
    ArrayNode entities = MessageText.commands(text);
    if (entities.isEmpty()) {
      message.remove("entities");
    } else {
      message.set("entities", entities);
    }
  }
}
