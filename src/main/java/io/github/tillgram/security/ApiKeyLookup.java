package io.github.tillgram.security;

import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Finds whose key was presented; keys are stored as digests only. */
public interface ApiKeyLookup {

  /** The merchant a live key belongs to, by the SHA-256 of the key. */
  Uni<Optional<UUID>> merchantOf(byte[] digest);

  /** The same for many keys at once; those of nobody are left out. */
  Uni<Map<ByteBuffer, UUID>> merchantsOf(List<ByteBuffer> digests);
}
