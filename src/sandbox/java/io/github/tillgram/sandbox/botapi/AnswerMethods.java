package io.github.tillgram.sandbox.botapi;

import io.github.tillgram.sandbox.query.OpenQueries;
import io.github.tillgram.sandbox.query.QueryAnswer;
import io.github.tillgram.sandbox.world.UpdateKind;
import java.util.List;

/**
 * Answers to queries. A refused shipping query is accepted, as documented; a current server may
 * wrongly refuse it, which can be provoked with a fault.
 */
final class AnswerMethods {
  private static final int LONGEST_NOTICE = 200;

  private final OpenQueries queries;

  AnswerMethods(OpenQueries queries) {
    this.queries = queries;
  }

  Answer answerPreCheckoutQuery(Call call) {
    Arguments arguments = call.arguments();
    QueryAnswer answer =
        arguments.flag("ok")
            ? QueryAnswer.approved()
            : QueryAnswer.refused(arguments.required("error_message"));
    return answer(call, UpdateKind.PRE_CHECKOUT_QUERY, "pre_checkout_query_id", answer);
  }

  Answer answerShippingQuery(Call call) {
    Arguments arguments = call.arguments();
    QueryAnswer answer =
        arguments.flag("ok")
            ? QueryAnswer.offered(ShippingOptions.of(arguments))
            : QueryAnswer.refused(arguments.required("error_message"));
    return answer(call, UpdateKind.SHIPPING_QUERY, "shipping_query_id", answer);
  }

  Answer answerCallbackQuery(Call call) {
    String text = call.arguments().text("text");
    if (text.codePointCount(0, text.length()) > LONGEST_NOTICE) {
      throw ApiFailure.badRequest("MESSAGE_TOO_LONG");
    }
    boolean alert = call.arguments().flag("show_alert");
    QueryAnswer answer = new QueryAnswer(QueryAnswer.Kind.APPROVED, text, alert, List.of());
    return answer(call, UpdateKind.CALLBACK_QUERY, "callback_query_id", answer);
  }

  private Answer answer(Call call, String kind, String parameter, QueryAnswer answer) {
    String id = call.arguments().text(parameter);
    if (!queries.answer(call.bot(), kind, id, answer)) {
      throw ApiFailure.tooOld();
    }
    return Answer.yes();
  }
}
