package io.github.tillgram.sandbox.botapi;

import io.vertx.core.Future;
import java.util.function.Function;

/** A method of the Bot API. It fails with an {@link ApiFailure}, thrown or in the future. */
interface BotMethod {
  Future<Answer> call(Call call);

  static BotMethod immediate(Function<Call, Answer> method) {
    return call -> Future.succeededFuture(method.apply(call));
  }
}
