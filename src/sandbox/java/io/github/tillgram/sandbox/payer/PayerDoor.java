package io.github.tillgram.sandbox.payer;

import static io.github.tillgram.sandbox.control.ControlRoutes.now;

import io.github.tillgram.sandbox.control.ControlRoutes;

/** What can be asked for on behalf of people, bots and Telegram, below {@code /api}. */
public final class PayerDoor {
  private final PayerApi api;

  public PayerDoor(PayerApi api) {
    this.api = api;
  }

  public void mount(ControlRoutes routes) {
    routes.get("/api/bots", now(api::bots));
    routes.post("/api/bots", now(api::createBot));
    routes.post("/api/tokens", now(api::renewTokens));
    routes.get("/api/people", now(api::people));
    routes.get("/api/commands", now(api::commands));
    routes.get("/api/groups", now(api::groups));
    routes.post("/api/groups", now(api::createGroup));
    routes.post("/api/members", now(api::placeBot));
    routes.post("/api/upgrades", now(api::upgradeGroup));
    routes.post("/api/inline", api::inline);
    routes.post("/api/pick", now(api::pick));
    routes.post("/api/forwards", now(api::forward));
    routes.get("/api/messages", now(api::messages));
    routes.get("/api/links", now(api::link));
    routes.get("/api/charges", now(api::charges));
    routes.post("/api/media", now(api::buyMedia));
    routes.post("/api/refunds", now(api::refund));
    routes.post("/api/pay", api::pay);
    routes.post("/api/text", now(api::text));
    routes.post("/api/photo", now(api::photo));
    routes.post("/api/press", api::press);
    routes.post("/api/block", now(api::block));
    routes.get("/api/subscriptions", now(api::subscriptions));
    routes.post("/api/subscriptions", now(api::changeSubscription));
    routes.get("/api/clock", now(api::clock));
    routes.post("/api/clock", now(api::advanceClock));
    routes.delete("/api/clock", now(api::resetClock));
    routes.post("/api/stars", now(api::addStars));
    routes.post("/api/stars/change", now(api::changeStars));
    routes.post("/api/faults", now(api::orderTrouble));
    routes.delete("/api/faults", now(api::endTrouble));
  }
}
