package io.github.tillgram.merchantapi;

import io.github.tillgram.apay.client.ProofFile;
import io.github.tillgram.apay.deposit.AcceptDeposit;
import io.github.tillgram.apay.deposit.ApayDeposit;
import io.github.tillgram.apay.deposit.DepositFilter;
import io.github.tillgram.apay.deposit.DepositRepository;
import io.github.tillgram.apay.deposit.DepositStatus;
import io.github.tillgram.apay.deposit.LostDeposits;
import io.github.tillgram.merchantapi.description.Reports;
import io.github.tillgram.merchantapi.idempotency.Idempotent;
import io.github.tillgram.problem.ProblemException;
import io.github.tillgram.problem.ProblemType;
import io.github.tillgram.security.Roles;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jboss.resteasy.reactive.server.Cancellable;

/** What A-Pay says of orders of a merchant's projects. */
@Cancellable(false)
@Path("/api/v1/deposits")
@Tag(name = "Deposits")
public class DepositResource {

  private static final int MOST_FILES = 16;
  private static final int LONGEST_DESCRIPTION = 100_000;
  private static final Set<String> FILE_TYPES = Set.of("jpg", "jpeg", "png", "heic", "pdf");

  private final Caller caller;
  private final DepositRepository deposits;
  private final AcceptDeposit acceptDeposit;
  private final LostDeposits lostDeposits;

  DepositResource(
      Caller caller,
      DepositRepository deposits,
      AcceptDeposit acceptDeposit,
      LostDeposits lostDeposits) {
    this.caller = caller;
    this.deposits = deposits;
    this.acceptDeposit = acceptDeposit;
    this.lostDeposits = lostDeposits;
  }

  @GET
  @RolesAllowed(Roles.READ)
  @WithSession
  @Operation(
      operationId = "listDeposits",
      summary = "List what A-Pay said of orders, newest first",
      description =
          "Parked ones included. matched=false lists orders that belong to no attempt of yours:"
              + " withdrawals whose results are posted here by mistake, orders that were made"
              + " elsewhere, entries that could not be read.")
  public Uni<PageView<DepositView>> list(
      @Parameter(
              description = "Only those that have come this far",
              schema = @Schema(implementation = DepositStatus.class))
          @RestQuery
          String status,
      @Parameter(description = "Only the one with this id of A-Pay's", example = "fedcba9876543210")
          @RestQuery
          String orderId,
      @Parameter(
              description = "Whether they belong to an attempt of yours",
              schema = @Schema(implementation = Boolean.class))
          @RestQuery
          String matched,
      @RestQuery String cursor,
      @RestQuery String limit) {
    int size = Cursor.limit(Parameters.integer("limit", limit).orElse(null));
    DepositFilter filter =
        new DepositFilter(
            Parameters.constant("status", status, DepositStatus.class),
            Parameters.text("orderId", orderId),
            Parameters.flag("matched", matched),
            Cursor.read(cursor));
    return deposits
        .search(caller.merchantId(), filter, size + 1)
        .map(found -> Cursor.page(found, size, ApayDeposit::id, DepositView::of));
  }

  @GET
  @Path("/{id}")
  @RolesAllowed(Roles.READ)
  @WithSession
  @Operation(operationId = "readDeposit", summary = "Get a deposit")
  @APIResponse(responseCode = "200", description = "What is known of it")
  @APIResponse(responseCode = "404", description = "You have no such deposit")
  public Uni<DepositView> get(@RestPath UUID id) {
    return deposits
        .findOwn(caller.merchantId(), id)
        .map(found -> found.orElseThrow(() -> ProblemException.notFound("deposit")))
        .map(DepositView::of);
  }

  @POST
  @Idempotent
  @Path("/{id}/accept")
  @RolesAllowed(Roles.REFUND)
  @Operation(
      operationId = "acceptDeposit",
      summary = "Count the money of a deposit",
      description =
          "For one that waits for A-Pay's confirmation, was parked for another payer, or whose"
              + " payment is held. Only a deposit that is matched to an invoice can be counted, and"
              + " only if its invoice has room for it.")
  @APIResponse(responseCode = "200", description = "Counted")
  @APIResponse(responseCode = "409", description = "It cannot be counted")
  public Uni<DepositView> accept(@RestPath UUID id) {
    return acceptDeposit.accept(caller.merchantId(), id).map(DepositResource::accepted);
  }

  private static DepositView accepted(AcceptDeposit.Outcome outcome) {
    if (outcome instanceof AcceptDeposit.Outcome.Accepted) {
      return DepositView.of(((AcceptDeposit.Outcome.Accepted) outcome).deposit());
    }
    if (outcome instanceof AcceptDeposit.Outcome.Refused) {
      throw new ProblemException(
          ProblemType.CONFLICT, ((AcceptDeposit.Outcome.Refused) outcome).reason());
    }
    throw ProblemException.notFound("deposit");
  }

  @POST
  @Idempotent(outside = true)
  @Path("/{id}/lost")
  @RolesAllowed(Roles.WRITE)
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Reports({ProblemType.APAY_REFUSED, ProblemType.APAY_UNAVAILABLE})
  @Operation(
      operationId = "reportLostDeposit",
      summary = "Have A-Pay look for a payment that did not arrive",
      description =
          "For a payer who can prove that he has paid. file: 1 to 16 pictures or PDFs (jpg, jpeg,"
              + " png, heic, pdf), 1 MiB in all; they are passed on to A-Pay and not kept."
              + " description: what A-Pay's people should know. lostStatus tells how far they are;"
              + " what they find is credited as any other deposit.")
  @APIResponse(responseCode = "200", description = "A-Pay looks for it")
  @APIResponse(responseCode = "409", description = "Nothing is lost")
  @APIResponse(responseCode = "422", description = "The input is not valid, or A-Pay refused it")
  @APIResponse(responseCode = "502", description = "A-Pay did not answer")
  public Uni<DepositView> lost(
      @RestPath UUID id,
      @RestForm("file") List<FileUpload> files,
      @RestForm("description") String description) {
    List<ProofFile> proof = proof(files);
    String words = description == null ? "" : description;
    if (words.length() > LONGEST_DESCRIPTION) {
      throw ProblemException.invalid("description", "must not have more than 100000 characters");
    }
    return lostDeposits.seek(caller.merchantId(), id, words, proof).map(DepositResource::sought);
  }

  private static List<ProofFile> proof(List<FileUpload> files) {
    if (files == null || files.isEmpty() || files.size() > MOST_FILES) {
      throw ProblemException.invalid("file", "must be 1 to 16 files");
    }
    return files.stream().map(DepositResource::proof).toList();
  }

  private static ProofFile proof(FileUpload file) {
    String name = file.fileName() == null ? "" : file.fileName();
    String type = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (!FILE_TYPES.contains(type)) {
      throw ProblemException.invalid("file", "must be named .jpg, .jpeg, .png, .heic or .pdf");
    }
    return new ProofFile("proof." + type, file.contentType(), file.uploadedFile());
  }

  private static DepositView sought(LostDeposits.Outcome outcome) {
    if (outcome instanceof LostDeposits.Outcome.Sought) {
      return DepositView.of(((LostDeposits.Outcome.Sought) outcome).deposit());
    }
    if (outcome instanceof LostDeposits.Outcome.Refused) {
      throw new ProblemException(
          ProblemType.CONFLICT, ((LostDeposits.Outcome.Refused) outcome).reason());
    }
    if (outcome instanceof LostDeposits.Outcome.RefusedByApay) {
      throw new ProblemException(
          ProblemType.APAY_REFUSED, ((LostDeposits.Outcome.RefusedByApay) outcome).message());
    }
    if (outcome instanceof LostDeposits.Outcome.Unavailable) {
      throw new ProblemException(
          ProblemType.APAY_UNAVAILABLE, ((LostDeposits.Outcome.Unavailable) outcome).message());
    }
    throw ProblemException.notFound("deposit");
  }
}
