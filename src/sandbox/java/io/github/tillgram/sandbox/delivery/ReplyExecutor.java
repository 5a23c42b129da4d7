package io.github.tillgram.sandbox.delivery;

import io.github.tillgram.sandbox.world.Bot;

/** Executes the Bot API call a webhook put into its response. Nobody learns the result. */
public interface ReplyExecutor {
  void execute(Bot bot, String contentType, byte[] body);
}
