package io.github.tillgram.apay.postback;

import io.github.tillgram.apay.deposit.Entry;
import io.github.tillgram.apay.deposit.TakeEntries;
import io.github.tillgram.apay.onboarding.Signer;
import io.github.tillgram.database.DatabaseTrouble;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Takes the bytes of a postback into the books: form, keys, signature, content, effects, and last
 * the body itself. A-Pay repeats whatever is not acknowledged, so nothing of ours that fails may
 * end as done, and everything may be done twice.
 */
@ApplicationScoped
class ReceivePostback {

  private static final Logger LOG = Logger.getLogger(ReceivePostback.class);

  private final FindSigners signers;
  private final PostbackPermits permits;
  private final TakeEntries books;
  private final KeepPostbacks bodies;
  private final PostbackMeters meters;

  ReceivePostback(
      FindSigners signers,
      PostbackPermits permits,
      TakeEntries books,
      KeepPostbacks bodies,
      PostbackMeters meters) {
    this.signers = signers;
    this.permits = permits;
    this.books = books;
    this.bodies = bodies;
    this.meters = meters;
  }

  /**
   * Fails with {@link PostbackRefused}, and with nothing else.
   *
   * @param projectKey names the project, if the postback came to an address of its own
   * @param suspect whether the sender has failed to prove himself too often
   */
  Uni<PostbackOutcome> receive(byte[] bytes, Optional<String> projectKey, boolean suspect) {
    return Uni.createFrom()
        .item(() -> PostbackBody.read(bytes))
        .chain(
            body ->
                signers
                    .of(body, projectKey, suspect)
                    .map(candidates -> Verified.by(candidates, body))
                    .invoke(verified -> meters.count(verified.form()))
                    .chain(verified -> take(body, verified)))
        .onFailure(failure -> !(failure instanceof PostbackRefused))
        .recoverWithItem(ReceivePostback::failed);
  }

  private Uni<PostbackOutcome> take(PostbackBody body, Verified verified) {
    List<Entry> entries = Entries.of(body);
    return permits.with(
        () ->
            Multi.createFrom()
                .iterable(verified.signers())
                .onItem()
                .transformToUniAndConcatenate(
                    signer -> takeOnce(signer, body, entries, verified.form()))
                .collect()
                .asList()
                .map(ReceivePostback::together));
  }

  private Uni<PostbackOutcome> takeOnce(
      Signer signer, PostbackBody body, List<Entry> entries, PostbackForm form) {
    UUID project = signer.projectId();
    return bodies
        .isKept(project, body)
        .chain(
            kept ->
                kept
                    ? Uni.createFrom().item(PostbackOutcome.REPEAT)
                    : books
                        .take(signer, entries)
                        .chain(() -> bodies.keep(project, body, form))
                        .replaceWith(PostbackOutcome.OK));
  }

  private static PostbackOutcome together(List<PostbackOutcome> ofEachProject) {
    return ofEachProject.contains(PostbackOutcome.OK) ? PostbackOutcome.OK : PostbackOutcome.REPEAT;
  }

  private static PostbackOutcome failed(Throwable failure) {
    if (DatabaseTrouble.isIn(failure)) {
      LOG.warnf("The database did not take a postback; A-Pay will repeat it: %s", failure);
      return PostbackOutcome.UNAVAILABLE;
    }
    LOG.error("A postback could not be taken; A-Pay will repeat it", failure);
    return PostbackOutcome.FAILED;
  }
}
