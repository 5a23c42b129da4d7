package io.github.tillgram.merchantapi.description;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** What endpoints are called with, at the operation that adds one. */
final class DeliveryCallback {

  private static final String ADDS_ENDPOINTS = "createEndpoint";
  private static final String NAME = "DeliveredEvent";

  private DeliveryCallback() {}

  static void add(OpenAPI api) {
    Map<String, Schema> event = api.getComponents().getSchemas().get("Event").getProperties();
    api.getComponents().addSchema(NAME, delivered(event));
    Operations.of(api)
        .filter(each -> ADDS_ENDPOINTS.equals(each.operation().getOperationId()))
        .forEach(
            each ->
                each.operation()
                    .addCallback(
                        "event",
                        OASFactory.createCallback()
                            .addPathItem(
                                "{$request.body#/url}", OASFactory.createPathItem().POST(call()))));
  }

  private static Schema delivered(Map<String, Schema> event) {
    Schema schema =
        OASFactory.createSchema()
            .addType(Schema.SchemaType.OBJECT)
            .description("An event as your endpoint hears of it")
            .addProperty("type", event.get("type"))
            .addProperty("timestamp", event.get("timestamp"))
            .addProperty("version", event.get("version"))
            .addProperty("data", event.get("data"))
            .addProperty(
                "example",
                OASFactory.createSchema()
                    .addType(Schema.SchemaType.BOOLEAN)
                    .description("true for what you asked for with /example; else left out"));
    schema.setRequired(new ArrayList<>(List.of("type", "timestamp", "version", "data")));
    return schema;
  }

  private static Operation call() {
    return OASFactory.createOperation()
        .operationId("hearOfEvent")
        .summary("Tell an endpoint what happened")
        .description(
            "Signed as Standard Webhooks has it: verify before you believe it. What is signed is"
                + " webhook-id, a dot, webhook-timestamp, a dot and the body as it came; the key is"
                + " what the base64 behind whsec_ stands for. The same event may come more than"
                + " once, with the same webhook-id.")
        .parameters(
            new ArrayList<>(
                List.of(
                    header(
                        "webhook-id",
                        "The id of the event; the same each time",
                        "evt_5b1f0c9a77d2_1042"),
                    header(
                        "webhook-timestamp",
                        "When this call was made, in seconds since 1970",
                        "1795600801"),
                    header(
                        "webhook-signature",
                        "v1, and the HMAC-SHA256 in base64; one for each secret, with spaces between",
                        "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4="))))
        .requestBody(
            OASFactory.createRequestBody()
                .required(true)
                .content(
                    OASFactory.createContent()
                        .addMediaType(
                            "application/json",
                            OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref(NAME))
                                .example(example()))))
        .responses(
            OASFactory.createAPIResponses()
                .addAPIResponse(
                    "2XX", OASFactory.createAPIResponse().description("You have it, for good"))
                .addAPIResponse(
                    "410",
                    OASFactory.createAPIResponse()
                        .description("Call this endpoint no more; it is switched off"))
                .addAPIResponse(
                    "default",
                    OASFactory.createAPIResponse()
                        .description("It is tried again later, for about three days")));
  }

  private static Parameter header(String name, String description, String example) {
    return OASFactory.createParameter()
        .name(name)
        .in(Parameter.In.HEADER)
        .required(true)
        .description(description)
        .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING))
        .example(example);
  }

  private static Map<String, Object> example() {
    Map<String, Object> example = new LinkedHashMap<>();
    example.put("type", "invoice.paid");
    example.put("timestamp", "2026-11-25T10:00:00Z");
    example.put("version", 1);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("amount", 1250);
    data.put("currency", "USD");
    example.put("data", data);
    return example;
  }
}
