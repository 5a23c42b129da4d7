package io.github.tillgram.apay.postback;

import io.github.tillgram.apay.onboarding.Signer;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Who signed a postback: mostly one project. A project that is connected twice signs for both, and
 * only the order tells whose money it is.
 *
 * @param form the form of the transactions that the signature is of
 * @param signers one of each project, at least one
 */
record Verified(PostbackForm form, Collection<Signer> signers) {

  /**
   * Has every pair with the presented access key try the signature, first over the bytes that came,
   * then over what PHP would have written.
   *
   * @throws PostbackRefused when no pair fits
   */
  static Verified by(List<Signer> candidates, PostbackBody body) {
    List<Signer> named =
        body.accessKey().stream()
            .flatMap(key -> candidates.stream().filter(signer -> signer.accessKey().matches(key)))
            .toList();
    if (named.isEmpty()) {
      throw new PostbackRefused(Refusal.WRONG_ACCESS_KEY);
    }
    body.transactions();
    return by(named, body, PostbackForm.RAW, Optional.of(body.rawTransactions()))
        .or(() -> by(named, body, PostbackForm.LEXICAL, body.lexicalTransactions()))
        .orElseThrow(() -> new PostbackRefused(Refusal.BAD_SIGNATURE));
  }

  private static Optional<Verified> by(
      List<Signer> named, PostbackBody body, PostbackForm form, Optional<byte[]> transactions) {
    return transactions
        .map(Signature::digest)
        .map(
            digest ->
                named.stream()
                    .filter(signer -> body.signature().isOf(signer, digest))
                    .collect(
                        Collectors.toMap(
                            Signer::projectId, Function.identity(), (first, second) -> first)))
        .filter(fitting -> !fitting.isEmpty())
        .map(fitting -> new Verified(form, fitting.values()));
  }
}
