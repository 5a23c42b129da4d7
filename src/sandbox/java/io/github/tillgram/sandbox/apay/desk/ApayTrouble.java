package io.github.tillgram.sandbox.apay.desk;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tillgram.sandbox.apay.book.Books;
import io.github.tillgram.sandbox.apay.book.Project;
import io.github.tillgram.sandbox.apay.postback.Dispatch;
import io.github.tillgram.sandbox.apay.postback.Postbacks;
import io.github.tillgram.sandbox.apay.postback.Trick;
import io.github.tillgram.sandbox.apay.remotes.RemoteFaults;
import io.github.tillgram.sandbox.apay.remotes.RemoteFaults.Fault;
import io.github.tillgram.sandbox.control.Ask;
import io.github.tillgram.sandbox.control.Complaint;
import io.github.tillgram.sandbox.world.Json;
import java.time.Duration;

/** Orders trouble for the calls and postbacks of a project. */
final class ApayTrouble {
  private final Books books;
  private final RemoteFaults faults;
  private final Postbacks postbacks;
  private final Dispatch dispatch;

  ApayTrouble(Books books, RemoteFaults faults, Postbacks postbacks, Dispatch dispatch) {
    this.books = books;
    this.faults = faults;
    this.postbacks = postbacks;
    this.dispatch = dispatch;
  }

  JsonNode order(Ask ask) {
    Project project = Projects.of(books, ask);
    int times = (int) Math.max(1, Math.min(1_000_000, ask.number("times")));
    Duration delay = ask.duration("delay", Duration.ofSeconds(1));
    if (delay.isNegative() || delay.compareTo(Duration.ofDays(1)) > 0) {
      throw Complaint.invalid("delay must be between PT0S and PT24H");
    }
    if (ask.has("kind")) {
      RemoteFaults.Kind kind = ask.choice(RemoteFaults.Kind.class, "kind", null);
      String message = ask.has("message") ? ask.text("message") : "Transaction failed";
      int status = ask.has("status") ? (int) ask.number("status") : 400;
      long retryAfter = Math.max(1, ask.number("retryAfter"));
      Fault fault = new Fault(kind, message, status, retryAfter, delay);
      faults.order(project, ask.text("endpoint"), fault, times);
    }
    if (ask.has("postback")) {
      Trick.Kind kind = ask.choice(Trick.Kind.class, "postback", null);
      String currency = ask.has("currency") ? ask.text("currency") : "USD";
      postbacks.order(project, new Trick(kind, delay, ask.decimal("amount"), currency), times);
    }
    if (ask.has("holdPostbacks")) {
      dispatch.hold(project.id(), ask.flag("holdPostbacks", false));
    }
    return Json.object().put("ordered", true);
  }

  JsonNode end(Ask ask) {
    Project project = Projects.of(books, ask);
    faults.forget(project);
    postbacks.forgetTricks(project);
    dispatch.hold(project.id(), false);
    return Json.object().put("ordered", false);
  }
}
