package io.github.tillgram.telegram.client;

import io.github.tillgram.telegram.api.GetUpdates;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The one method of the Bot API whose answer is worth waiting for; see {@link BotApi}. */
@RegisterRestClient(configKey = "bot-api-poll")
@Consumes(MediaType.APPLICATION_JSON)
@Path("/bot{bot}")
interface PollApi {

  @POST
  @Path("/getUpdates")
  Uni<Response> getUpdates(@Encoded @PathParam("bot") String bot, GetUpdates request);
}
