package io.github.tillgram.apay.client;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.client.api.ClientMultipartForm;

/**
 * A-Pay's API as it is called. Answers stay text, since a gateway in front may answer HTML. Only
 * {@link Apay} uses this interface: it owns what the answers mean.
 */
@RegisterRestClient(configKey = "apay-api")
@Path("/Remotes")
interface ApayApi {

  String API_KEY = "apikey";
  String PROJECT = "project_id";
  String ORDER = "order_id";
  String TRANSACTION = "custom_transaction_id";

  @GET
  @Path("/payment-systems-info")
  Uni<Response> paymentSystemsInfo(
      @HeaderParam(API_KEY) String apiKey, @QueryParam(PROJECT) String projectId);

  @POST
  @Path("/create-payment-page")
  @Consumes(MediaType.APPLICATION_JSON)
  Uni<Response> createPaymentPage(
      @HeaderParam(API_KEY) String apiKey,
      @QueryParam(PROJECT) String projectId,
      CreatePaymentPage page);

  @GET
  @Path("/deposit-info")
  Uni<Response> depositInfo(
      @HeaderParam(API_KEY) String apiKey,
      @QueryParam(PROJECT) String projectId,
      @QueryParam(ORDER) String orderId,
      @QueryParam(TRANSACTION) String customTransactionId);

  @POST
  @Path("/create-lost-transaction")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  Uni<Response> createLostTransaction(
      @HeaderParam(API_KEY) String apiKey,
      @QueryParam(PROJECT) String projectId,
      ClientMultipartForm form);

  @GET
  @Path("/lost-transaction-info")
  Uni<Response> lostTransactionInfo(
      @HeaderParam(API_KEY) String apiKey,
      @QueryParam(PROJECT) String projectId,
      @QueryParam(ORDER) String orderId);
}
