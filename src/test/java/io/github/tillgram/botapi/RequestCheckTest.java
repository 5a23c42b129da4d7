package io.github.tillgram.botapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are right, and each of them spoiled in one place. */
class RequestCheckTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final RequestCheck CHECK = new RequestCheck(BotApiExtract.load());

  private static final Map<String, String> RIGHT =
      Map.ofEntries(
          Map.entry(
              "sendInvoice",
              "{'chat_id':5000001,'title':'Tea','description':'Assam','payload':'order-42',"
                  + "'provider_token':'1:TEST:x','currency':'USD','max_tip_amount':500,"
                  + "'suggested_tip_amounts':[100,200],'start_parameter':'o42',"
                  + "'prices':[{'label':'Tea','amount':1300},{'label':'Gift','amount':-50}]}"),
          Map.entry(
              "createInvoiceLink",
              "{'title':'Club','description':'A month','payload':'club-1','currency':'XTR',"
                  + "'provider_token':'','subscription_period':2592000,"
                  + "'prices':[{'label':'Month','amount':250}]}"),
          Map.entry("answerPreCheckoutQuery", "{'pre_checkout_query_id':'-7','ok':true}"),
          Map.entry(
              "answerShippingQuery",
              "{'shipping_query_id':'-7','ok':true,'shipping_options':"
                  + "[{'id':'post','title':'Post','prices':[{'label':'Post','amount':300}]}]}"),
          Map.entry(
              "sendPaidMedia",
              "{'chat_id':-1001,'star_count':25000,'payload':'',"
                  + "'media':[{'type':'photo','media':'https://a.example/x.jpg'}]}"),
          Map.entry(
              "setWebhook",
              "{'url':'https://a.example/hook','secret_token':'a_B-9','max_connections':100,"
                  + "'allowed_updates':['message']}"),
          Map.entry("getStarTransactions", "{'offset':0,'limit':100}"),
          Map.entry(
              "sendMessage",
              "{'chat_id':5000001,'text':'hello','reply_parameters':{'message_id':4},"
                  + "'reply_markup':{'inline_keyboard':[[{'text':'A','callback_data':'a'}]]}}"),
          Map.entry("editMessageText", "{'chat_id':5000001,'message_id':4,'text':'hello'}"),
          Map.entry(
              "setMyCommands",
              "{'commands':[{'command':'terms','description':'Terms'}],"
                  + "'scope':{'type':'chat','chat_id':5000001}}"),
          Map.entry(
              "answerInlineQuery",
              "{'inline_query_id':'7','results':[{'type':'article','id':'1','title':'Tea',"
                  + "'input_message_content':{'title':'Tea','description':'Assam','payload':'o',"
                  + "'currency':'USD','prices':[{'label':'Tea','amount':1}]}}]}"));

  static Stream<String> rightRequests() {
    return RIGHT.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("rightRequests")
  void isRight(String method) {
    assertThat(violations(method, arguments(method))).isEmpty();
  }

  static Stream<Arguments> spoiledRequests() {
    return Stream.of(
        spoiled("sendInvoice", "chat_id", null, "is required"),
        spoiled("sendInvoice", "chat_id", "true", "no"),
        spoiled("sendInvoice", "chatId", "5000001", "is unknown"),
        spoiled("sendInvoice", "title", "''", "minLength"),
        spoiled("sendInvoice", "title", text(33), "maxLength"),
        spoiled("sendInvoice", "title", "7", "no string"),
        spoiled("sendInvoice", "title", "null", "no string"),
        spoiled("sendInvoice", "description", text(256), "maxLength"),
        spoiled("sendInvoice", "payload", "'" + "я".repeat(65) + "'", "maxBytes"),
        spoiled("sendInvoice", "payload", "''", "minBytes"),
        spoiled("sendInvoice", "currency", "'XTS'", "format"),
        spoiled("sendInvoice", "currency", "'XTR'", "emptyForXTR"),
        spoiled("sendInvoice", "prices", "'[]'", "no array"),
        spoiled("sendInvoice", "prices", "[]", "is empty"),
        spoiled("sendInvoice", "prices", "[{'label':'Tea','amount':0}]", "sums to 0"),
        spoiled("sendInvoice", "prices", "[{'label':'Tea','amount':1.5}]", "no integer"),
        spoiled("sendInvoice", "prices", "[{'label':'Tea'}]", "amount is required"),
        spoiled("sendInvoice", "prices", "[{'label':'','amount':1}]", "without label"),
        spoiled("sendInvoice", "prices", "[{'label':'T','amount':1,'tax':1}]", "tax is unknown"),
        spoiled("sendInvoice", "prices", "[{'label':'T','amount':1000000000000}]", "out of range"),
        spoiled("sendInvoice", "max_tip_amount", "-1", "out of range"),
        spoiled("sendInvoice", "max_tip_amount", "'500'", "no integer"),
        spoiled("sendInvoice", "suggested_tip_amounts", "[200,100]", "strictlyIncreasing"),
        spoiled("sendInvoice", "suggested_tip_amounts", "[0,100]", "itemsExclusiveMinimum"),
        spoiled("sendInvoice", "suggested_tip_amounts", "[100,501]", "itemsMaximumField"),
        spoiled("sendInvoice", "suggested_tip_amounts", "[1,2,3,4,5]", "maxItems"),
        spoiled("sendInvoice", "need_name", "'true'", "no boolean"),
        spoiled("createInvoiceLink", "chat_id", "5000001", "is unknown"),
        spoiled("createInvoiceLink", "subscription_period", "86400", "const"),
        spoiled("createInvoiceLink", "subscription_period", "60", "const"),
        spoiled("createInvoiceLink", "max_tip_amount", "5", "notSupportedForXTR"),
        spoiled("createInvoiceLink", "prices", two(1), "exactItemsForXTR"),
        spoiled("createInvoiceLink", "prices", "[{'label':'M','amount':10001}]", "maxPriceForXTR"),
        spoiled("answerPreCheckoutQuery", "ok", "false", "error_message is required here"),
        spoiled("answerPreCheckoutQuery", "ok", "1", "no boolean"),
        spoiled("answerPreCheckoutQuery", "pre_checkout_query_id", "-7", "no string"),
        spoiled("answerShippingQuery", "shipping_options", null, "is required here"),
        spoiled("answerShippingQuery", "shipping_options", "[{'id':'a'}]", "title is required"),
        spoiled(
            "answerShippingQuery",
            "shipping_options",
            "[{'id':'a','title':'A','prices':[{'label':'Free','amount':0}]}]",
            "sums to 0"),
        spoiled("sendPaidMedia", "star_count", "25001", "maximum"),
        spoiled("sendPaidMedia", "star_count", "0", "minimum"),
        spoiled("sendPaidMedia", "media", "[{'type':'gif','media':'x'}]", "const"),
        spoiled("sendPaidMedia", "media", "[{'type':'photo','url':'x'}]", "media is required"),
        spoiled("setWebhook", "secret_token", "'a b'", "pattern"),
        spoiled("setWebhook", "secret_token", text(257), "maxLength"),
        spoiled("setWebhook", "max_connections", "101", "maximum"),
        spoiled("setWebhook", "allowed_updates", "[7]", "no string"),
        spoiled("getStarTransactions", "limit", "101", "maximum"),
        spoiled("sendMessage", "text", text(4097), "maxLength"),
        spoiled("sendMessage", "reply_parameters", "{'id':4}", "is unknown"),
        spoiled("sendMessage", "reply_parameters", "4", "no ReplyParameters"),
        spoiled(
            "sendMessage",
            "reply_markup",
            "{'inline_keyboard':[[{'text':'A','callback_data':" + text(65) + "}]]}",
            "maxBytes"),
        spoiled("sendMessage", "reply_markup", "{'keyboard':[]}", "no known fields"),
        spoiled("editMessageText", "chat_id", null, "is required here"),
        spoiled("setMyCommands", "commands", "[{'command':''}]", "description is required"),
        spoiled("setMyCommands", "scope", "{'type':'chat'}", "scope"),
        spoiled("answerInlineQuery", "results", "[{'type':'photo'}]", "const"),
        spoiled("answerInlineQuery", "next_offset", text(65), "maxBytes"));
  }

  @ParameterizedTest(name = "{0}.{1} = {2}")
  @MethodSource("spoiledRequests")
  void isWrong(String method, String parameter, String value, String violation)
      throws JsonProcessingException {
    ObjectNode arguments = arguments(method);
    arguments.remove(parameter);
    if (value != null) {
      arguments.set(parameter, MAPPER.readTree(value.replace('\'', '"')));
    }
    assertThat(violations(method, arguments)).anyMatch(found -> found.contains(violation));
  }

  @Test
  void aMethodThatNobodyKnowsIsNamed() {
    assertThat(violations("sendInvoices", MAPPER.createObjectNode()))
        .singleElement()
        .asString()
        .contains("sendInvoices is not in the extract");
  }

  @ParameterizedTest
  @ValueSource(longs = {60, 300})
  void aMonthOfTheTestServersIsAMinuteOrFive(long period) {
    ObjectNode arguments = arguments("createInvoiceLink").put("subscription_period", period);
    assertThat(CHECK.violations("createInvoiceLink", arguments, true)).isEmpty();
    assertThat(CHECK.violations("createInvoiceLink", arguments, false)).isNotEmpty();
  }

  private static List<String> violations(String method, JsonNode arguments) {
    return CHECK.violations(method, arguments, false);
  }

  private static ObjectNode arguments(String method) {
    try {
      return (ObjectNode) MAPPER.readTree(RIGHT.get(method).replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Arguments spoiled(
      String method, String parameter, String value, String violation) {
    return Arguments.of(method, parameter, value, violation);
  }

  private static String text(int length) {
    return "'" + "x".repeat(length) + "'";
  }

  private static String two(long amount) {
    String price = "{'label':'Month','amount':" + amount + "}";
    return "[" + price + "," + price + "]";
  }
}
