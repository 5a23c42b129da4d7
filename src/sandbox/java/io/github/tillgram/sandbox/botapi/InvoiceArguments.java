package io.github.tillgram.sandbox.botapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tillgram.sandbox.world.InvoiceTerms;
import io.github.tillgram.sandbox.world.InvoiceTerms.Photo;
import io.github.tillgram.sandbox.world.InvoiceTerms.Requested;
import io.github.tillgram.sandbox.world.PricePart;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

/** Reads an invoice from a call, with the checks the Bot API server makes itself. */
final class InvoiceArguments {
  private InvoiceArguments() {}

  static InvoiceTerms read(Arguments arguments) {
    String title = arguments.required("title");
    String description = arguments.required("description");
    String payload = arguments.required("payload");
    if (payload.indexOf('\uFFFD') >= 0) {
      throw ApiFailure.badRequest("the payload must be encoded in UTF-8");
    }
    String currency = arguments.required("currency");
    List<PricePart> prices = PriceList.of(arguments);
    long maxTip = maxTip(arguments);
    List<Long> tips = suggestedTips(arguments);
    checkAmounts(prices, maxTip, tips);
    return new InvoiceTerms(
        title,
        description,
        payload,
        arguments.text("provider_token"),
        currency,
        prices,
        maxTip,
        tips,
        arguments.text("start_parameter"),
        currency.equals("XTR") ? Requested.nothing() : requested(arguments),
        photo(arguments),
        arguments.text("provider_data"),
        arguments.clamped("subscription_period", 0, 0, Integer.MAX_VALUE));
  }

  private static long maxTip(Arguments arguments) {
    String text = arguments.text("max_tip_amount");
    return text.isEmpty()
        ? 0
        : Arguments.parse(text)
            .orElseThrow(() -> ApiFailure.badRequest("can't parse \"max_tip_amount\" as Number"));
  }

  private static List<Long> suggestedTips(Arguments arguments) {
    List<Long> tips = new ArrayList<>();
    JsonNode list =
        arguments
            .json("suggested_tip_amounts", "can't parse suggested tip amounts JSON object")
            .orElse(null);
    if (list == null) {
      return tips;
    }
    if (!list.isArray()) {
      throw ApiFailure.badRequest("expected an Array of suggested tip amounts");
    }
    for (JsonNode tip : list) {
      tips.add(
          Arguments.parse(tip.asText())
              .orElseThrow(
                  () ->
                      ApiFailure.badRequest(
                          "can't parse suggested tip amount: Can't parse tip amount as Number")));
    }
    return List.copyOf(tips);
  }

  private static void checkAmounts(List<PricePart> prices, long maxTip, List<Long> tips) {
    PriceList.sum(prices);
    if (maxTip < 0 || maxTip > PriceList.LARGEST) {
      throw ApiFailure.badRequest("invalid max_tip_amount of the currency specified");
    }
    for (long tip : tips) {
      if (tip <= 0) {
        throw ApiFailure.badRequest("suggested tip amount must be positive");
      }
      if (tip > maxTip) {
        throw ApiFailure.badRequest("suggested tip amount can't be bigger than max_tip_amount");
      }
    }
    if (tips.size() > 4) {
      throw ApiFailure.badRequest("there can be at most 4 suggested tip amounts");
    }
  }

  private static Requested requested(Arguments arguments) {
    boolean flexible = arguments.flag("is_flexible");
    boolean phoneToProvider = arguments.flag("send_phone_number_to_provider");
    boolean emailToProvider = arguments.flag("send_email_to_provider");
    return new Requested(
        arguments.flag("need_name"),
        arguments.flag("need_phone_number") || phoneToProvider,
        arguments.flag("need_email") || emailToProvider,
        arguments.flag("need_shipping_address") || flexible,
        flexible,
        phoneToProvider,
        emailToProvider);
  }

  /** An address that cannot be parsed is dropped, and the invoice goes out without a picture. */
  private static Photo photo(Arguments arguments) {
    String url = arguments.text("photo_url");
    if (!isWebAddress(url)) {
      return null;
    }
    return new Photo(
        url,
        arguments.clamped("photo_size", 0, 0, Integer.MAX_VALUE),
        arguments.clamped("photo_width", 0, 0, Integer.MAX_VALUE),
        arguments.clamped("photo_height", 0, 0, Integer.MAX_VALUE));
  }

  private static boolean isWebAddress(String url) {
    try {
      URI address = new URI(url);
      return address.getHost() != null && String.valueOf(address.getScheme()).matches("https?");
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
