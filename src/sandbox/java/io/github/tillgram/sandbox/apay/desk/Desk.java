package io.github.tillgram.sandbox.apay.desk;

import static io.github.tillgram.sandbox.control.ControlRoutes.now;

import io.github.tillgram.sandbox.apay.book.Books;
import io.github.tillgram.sandbox.apay.page.Cashier;
import io.github.tillgram.sandbox.apay.postback.Dispatch;
import io.github.tillgram.sandbox.apay.postback.Postbacks;
import io.github.tillgram.sandbox.apay.remotes.RemoteFaults;
import io.github.tillgram.sandbox.control.ControlRoutes;

/** The routes of the desk. Without a projectId the project with the well-known keys is meant. */
public final class Desk {
  private final Projects projects;
  private final Deposits deposits;
  private final PostbackDesk log;
  private final ApayTrouble trouble;

  public Desk(
      Books books, Cashier cashier, Postbacks postbacks, Dispatch dispatch, RemoteFaults faults) {
    this.projects = new Projects(books);
    this.deposits = new Deposits(books, cashier);
    this.log = new PostbackDesk(books, postbacks, dispatch, deposits);
    this.trouble = new ApayTrouble(books, faults, postbacks, dispatch);
  }

  public void mount(ControlRoutes routes) {
    routes.get("/api/apay/projects", now(projects::list));
    routes.post("/api/apay/projects", now(projects::create));
    routes.post("/api/apay/keys", now(projects::renewKey));
    routes.post("/api/apay/rows", now(projects::putRow));
    routes.post("/api/apay/systems", now(projects::putSystem));
    routes.post("/api/apay/manners", now(projects::putManners));
    routes.get("/api/apay/deposits", now(deposits::list));
    routes.post("/api/apay/pay", now(deposits::pay));
    routes.post("/api/apay/lost", now(deposits::decideLost));
    routes.get("/api/apay/postbacks", now(log::list));
    routes.post("/api/apay/postbacks", log::send);
    routes.post("/api/apay/faults", now(trouble::order));
    routes.delete("/api/apay/faults", now(trouble::end));
  }
}
