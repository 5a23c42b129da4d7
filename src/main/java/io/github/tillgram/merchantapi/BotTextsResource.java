package io.github.tillgram.merchantapi;

import io.github.tillgram.chat.BotTexts;
import io.github.tillgram.merchant.BotRepository;
import io.github.tillgram.problem.ProblemException;
import io.github.tillgram.security.Roles;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

/** What a merchant's bots answer to commands. */
@Cancellable(false)
@Path("/api/v1/bots/{id}/texts")
@Tag(name = "Bots")
public class BotTextsResource {

  private final Caller caller;
  private final BotRepository bots;
  private final BotTexts texts;

  BotTextsResource(Caller caller, BotRepository bots, BotTexts texts) {
    this.caller = caller;
    this.bots = bots;
    this.texts = texts;
  }

  @GET
  @RolesAllowed(Roles.READ)
  @WithSession
  @Operation(
      operationId = "readBotTexts",
      summary = "Read what a bot answers to /start, /help, /terms, /support and /paysupport",
      description = "Tells what you have set, and what is said where you have not.")
  @APIResponse(responseCode = "200", description = "The texts by language and command")
  @APIResponse(responseCode = "404", description = "You have no such bot")
  public Uni<BotTextsView> read(@RestPath UUID id) {
    return own(id).chain(() -> texts.of(id)).map(BotTextsView::of);
  }

  @PUT
  @RolesAllowed(Roles.WRITE)
  @WithTransaction
  @Operation(
      operationId = "replaceBotTexts",
      summary = "Word what a bot answers to commands",
      description =
          "Replaces all texts of the bot. A payer is answered in the language of his Telegram: with"
              + " your text in it, else with your English one, else with ours.")
  @APIResponse(responseCode = "200", description = "The texts as they are now")
  @APIResponse(responseCode = "404", description = "You have no such bot")
  @APIResponse(responseCode = "422", description = "A text is empty or too long")
  public Uni<BotTextsView> replace(@RestPath UUID id, BotTextsView.Texts request) {
    if (request == null) {
      throw ProblemException.invalid("en", "must not be missing; send {} to have our own words");
    }
    return own(id)
        .chain(() -> texts.replace(id, request.check()))
        .chain(() -> texts.of(id))
        .map(BotTextsView::of);
  }

  private Uni<?> own(UUID id) {
    return bots.findOwn(caller.merchantId(), id)
        .map(found -> found.orElseThrow(() -> ProblemException.notFound("bot")));
  }
}
