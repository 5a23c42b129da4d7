package io.github.tillgram.sandbox.payer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tillgram.sandbox.query.ShippingOption;
import io.github.tillgram.sandbox.world.InvoiceTerms.Requested;
import io.github.tillgram.sandbox.world.Json;
import io.github.tillgram.sandbox.world.Person;
import io.github.tillgram.sandbox.world.Person.Address;

/** An offer with what the payer chose: a tip, where to send the goods, and how. */
record Purchase(Offer offer, long tip, Address address, ShippingOption shipping) {

  Purchase(Offer offer, long tip) {
    this(offer, tip, offer.person().address(), null);
  }

  Purchase sentTo(Address elsewhere) {
    return new Purchase(offer, tip, elsewhere, shipping);
  }

  Purchase shippedBy(ShippingOption option) {
    return new Purchase(offer, tip, address, option);
  }

  /** The tip shows nowhere but in the total. */
  long total() {
    return offer.terms().total() + tip + (shipping == null ? 0 : shipping.total());
  }

  /** The fields a pre-checkout query and a successful payment have in common. */
  ObjectNode charged() {
    ObjectNode fields =
        Json.object()
            .put("currency", offer.terms().currency())
            .put("total_amount", total())
            .put("invoice_payload", offer.terms().payload());
    if (shipping != null) {
      fields.put("shipping_option_id", shipping.id());
    }
    return fields;
  }

  ObjectNode shippingQuery() {
    ObjectNode query = Json.object().put("invoice_payload", offer.terms().payload());
    query.set("shipping_address", address.wire());
    return query;
  }

  /** Only what was asked for; perhaps empty. */
  ObjectNode orderInfo() {
    Requested requested = offer.terms().requested();
    Person person = offer.person();
    ObjectNode info = Json.object();
    if (requested.name()) {
      info.put("name", person.fullName());
    }
    if (requested.phoneNumber()) {
      info.put("phone_number", person.phoneNumber());
    }
    if (requested.email()) {
      info.put("email", person.email());
    }
    if (requested.address()) {
      info.set("shipping_address", address.wire());
    }
    return info;
  }
}
