package io.github.tillgram.sandbox.world;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** An invented payer. Everything about them is made up, so their data may be shown and logged. */
public record Person(
    long id,
    String firstName,
    String lastName,
    String username,
    String languageCode,
    String phoneNumber,
    String email,
    Address address) {

  /** Where the person wants goods to be sent. */
  public record Address(String countryCode, String city, String streetLine1, String postCode) {
    public ObjectNode wire() {
      return Json.object()
          .put("country_code", countryCode)
          .put("state", "")
          .put("city", city)
          .put("street_line1", streetLine1)
          .put("street_line2", "")
          .put("post_code", postCode);
    }
  }

  public String fullName() {
    return firstName + " " + lastName;
  }

  /** The Bot API's {@code User}. */
  public ObjectNode user() {
    return Json.object()
        .put("id", id)
        .put("is_bot", false)
        .put("first_name", firstName)
        .put("last_name", lastName)
        .put("username", username)
        .put("language_code", languageCode);
  }

  /** The Bot API's {@code Chat}: a private chat has the id of the person. */
  public ObjectNode chat() {
    return Json.object()
        .put("id", id)
        .put("first_name", firstName)
        .put("last_name", lastName)
        .put("username", username)
        .put("type", "private");
  }
}
