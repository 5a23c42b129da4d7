package io.github.tillgram.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "/start, 6, start, -",
        "/start invoice-7, 6, start, invoice-7",
        "'/start   two words ', 6, start, two words",
        "/START, 6, start, -",
        "/help@our_bot, 13, help, -",
        "/help@Our_Bot now, 13, help, now"
      })
  void aCommandStandsAtTheVeryStart(String text, int length, String name, String argument) {
    assertThat(in(message("private", text, 0, length)))
        .contains(new Command(name, Optional.ofNullable(argument)));
  }

  @Test
  void aCommandForAnotherBotIsNotOurs() {
    assertThat(in(message("private", "/start@other_bot", 0, 16))).isEmpty();
    assertThat(in(message("supergroup", "/start@other_bot", 0, 16))).isEmpty();
    assertThat(Command.in(message("group", "/start@our_bot", 0, 14), Optional.empty())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"group", "supergroup", "channel"})
  void aGroupsPlainCommandIsForEverybodyAndThereforeNotOurs(String chat) {
    assertThat(in(message(chat, "/start", 0, 6))).isEmpty();
    assertThat(in(message(chat, "/start@our_bot x", 0, 14)))
        .contains(new Command("start", Optional.of("x")));
  }

  @Test
  void onlyWhatTelegramMarkedIsACommand() {
    assertThat(in(message("private", "see /start", 4, 6))).isEmpty();
    assertThat(in(message("private", "/start", 0, 60))).isEmpty();
    assertThat(in(message("private", "/start", 0, 1))).isEmpty();
    assertThat(in(message("private", "/start", 0, -1))).isEmpty();
    assertThat(in(message("private", "start!", 0, 6))).isEmpty();
    ObjectNode unmarked = message("private", "/start", 0, 6);
    unmarked.remove("entities");
    assertThat(in(unmarked)).isEmpty();
    ObjectNode otherwise = message("private", "/start", 0, 6);
    ((ObjectNode) otherwise.path("entities").get(0)).put("type", "bold");
    assertThat(in(otherwise)).isEmpty();
  }

  private static Optional<Command> in(JsonNode message) {
    return Command.in(message, Optional.of("our_bot"));
  }

  private static ObjectNode message(String chat, String text, int offset, int length) {
    ObjectNode message = new ObjectMapper().createObjectNode().put("text", text);
    message.putObject("chat").put("id", 7).put("type", chat);
    message
        .putArray("entities")
        .addObject()
        .put("offset", offset)
        .put("length", length)
        .put("type", "bot_command");
    return message;
  }
}
