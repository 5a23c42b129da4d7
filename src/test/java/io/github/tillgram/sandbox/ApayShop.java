package io.github.tillgram.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** The merchant of the well-known project, whose postbacks go wherever a test wants. */
final class ApayShop {
  static final String PROJECT = "1000001";
  static final String API_KEY = "sandboxapikey0000000000000000001";
  static final String ACCESS_KEY = "sandboxaccesskey0000000000000001";
  static final String PRIVATE_KEY = "sandboxprivatekey000000000000001";
  static final String ROW = "2000001";

  private final SandboxServer server;

  ApayShop(SandboxServer server) {
    this.server = server;
  }

  void postbacksTo(String url) {
    server.api("apay/rows", "{'webhookId':'" + ROW + "','depositUrl':'" + url + "'}");
  }

  void manners(String json) {
    server.api("apay/manners", json);
  }

  void fault(String json) {
    server.api("apay/faults", json);
  }

  /** A page over 500 BDT with bkash_b. */
  JsonNode page(String id) {
    return server.body(
        create(
            "{'amount':500,'currency':'BDT','payment_system':'bkash_b','custom_transaction_id':'"
                + id
                + "','custom_user_id':'tg-42','return_url':'https://shop.example/back?a=1#x'}"));
  }

  HttpResponse<String> create(String json) {
    return send("create-payment-page?project_id=" + PROJECT, API_KEY, json);
  }

  HttpResponse<String> get(String path) {
    return server.send(request(path, API_KEY));
  }

  HttpResponse<String> send(String path, String apiKey, String json) {
    return server.send(
        request(path, apiKey)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json.replace('\'', '"'))));
  }

  HttpRequest.Builder request(String path, String apiKey) {
    return HttpRequest.newBuilder(URI.create(server.root() + "/apay/Remotes/" + path))
        .header("apikey", apiKey);
  }

  JsonNode pay(String id, String more) {
    return server.api("apay/pay", "{'customTransactionId':'" + id + "'" + more + "}");
  }

  JsonNode info(String id) {
    return server.body(get("deposit-info?project_id=" + PROJECT + "&custom_transaction_id=" + id));
  }
}
