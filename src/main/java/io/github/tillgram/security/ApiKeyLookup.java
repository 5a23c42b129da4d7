package io.github.tillgram.security;

import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds which key was presented; keys are stored as digests only. */
public interface ApiKeyLookup {

  /** The live key, by its SHA-256. One that is revoked or has expired is never live again. */
  Uni<Optional<MerchantKey>> liveKey(byte[] digest);

  /** The same for many keys at once; those of nobody are left out. */
  Uni<Map<ByteBuffer, MerchantKey>> liveKeys(List<ByteBuffer> digests);
}
