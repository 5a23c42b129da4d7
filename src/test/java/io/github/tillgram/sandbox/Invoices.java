package io.github.tillgram.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Invoices to send in tests: valid ones, which a test then spoils in one place. */
final class Invoices {
  private final SandboxServer server;

  Invoices(SandboxServer server) {
    this.server = server;
  }

  ObjectNode tea() {
    return (ObjectNode)
        server.json(
            "{'chat_id':5000001,'title':'Tea','description':'Assam, 250 g','payload':'order-42',"
                + "'provider_token':'1877036958:TEST:sandbox','currency':'USD',"
                + "'start_parameter':'o42','prices':[{'label':'Tea','amount':1250}]}");
  }

  ObjectNode stars() {
    ObjectNode invoice = tea();
    invoice.remove("provider_token");
    invoice.put("currency", "XTR");
    invoice.set("prices", server.json("[{'label':'Pass','amount':250}]"));
    return invoice;
  }

  /** Sends and returns the id of the message. */
  long send(ObjectNode invoice) {
    JsonNode answer = server.call(SandboxServer.TOKEN, "sendInvoice", invoice);
    if (!answer.path("ok").asBoolean()) {
      throw new AssertionError(answer.toString());
    }
    return answer.path("result").path("message_id").asLong();
  }

  String refusal(ObjectNode invoice, String method) {
    JsonNode answer = server.call(SandboxServer.TOKEN, method, invoice);
    return answer.path("ok").asBoolean() ? "ok" : answer.path("description").asText();
  }
}
