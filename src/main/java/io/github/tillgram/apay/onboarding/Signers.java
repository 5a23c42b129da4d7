package io.github.tillgram.apay.onboarding;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Finds who may have signed a postback. The signature alone decides who has. */
public interface Signers {

  /** Every pair with this access key that counts now, of whatever project. */
  Uni<List<Signer>> byAccessKey(String accessKey);

  /** Every pair of one project that counts now; none when nobody has this key in his address. */
  Uni<List<Signer>> ofProject(String projectKey);
}
