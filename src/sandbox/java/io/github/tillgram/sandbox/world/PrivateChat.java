package io.github.tillgram.sandbox.world;

/** The chat of one bot with one person. */
public final class PrivateChat extends ChatLog {
  private boolean blocked;

  public boolean isBlocked() {
    return blocked;
  }

  public void block(boolean block) {
    blocked = block;
    changed();
  }
}
