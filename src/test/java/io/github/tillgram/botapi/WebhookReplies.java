package io.github.tillgram.botapi;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;

/** Shows {@link ClientRequests} the calls that our webhook puts into its responses. */
@Provider
public class WebhookReplies implements ContainerResponseFilter {

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    boolean webhook = request.getUriInfo().getPath().startsWith("/telegram/webhook/");
    if (webhook && response.getStatus() == 200 && response.hasEntity()) {
      ClientRequests.replied((String) response.getEntity());
    }
  }
}
