package io.github.tillgram.reconciliation;

import java.util.UUID;

/**
 * A claim to walk a bot's transactions.
 *
 * @param owner the claim's own name, by which it notices that it lapsed
 * @param offset how many transactions were read before
 */
record StarWalk(UUID owner, UUID runId, UUID botId, int offset) {

  StarWalk after(int read) {
    return new StarWalk(owner, runId, botId, offset + read);
  }
}
