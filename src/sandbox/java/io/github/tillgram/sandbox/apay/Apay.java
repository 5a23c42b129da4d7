package io.github.tillgram.sandbox.apay;

import io.github.tillgram.sandbox.apay.book.Books;
import io.github.tillgram.sandbox.apay.desk.Desk;
import io.github.tillgram.sandbox.apay.page.Cashier;
import io.github.tillgram.sandbox.apay.page.PageApi;
import io.github.tillgram.sandbox.apay.postback.Dispatch;
import io.github.tillgram.sandbox.apay.postback.Postbacks;
import io.github.tillgram.sandbox.apay.remotes.RemoteFaults;
import io.github.tillgram.sandbox.apay.remotes.RemotesDoor;
import io.github.tillgram.sandbox.control.ControlRoutes;
import io.github.tillgram.sandbox.world.Keeper;
import io.github.tillgram.sandbox.world.Timing;
import io.github.tillgram.sandbox.world.WorldThread;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Clock;

/** The simulated A-Pay, wired together. */
public final class Apay {
  private final RemotesDoor remotes;
  private final PageApi page;
  private final Desk desk;
  private final Dispatch dispatch;

  /**
   * @param worldClock tells when things happen; postbacks are repeated by the real one
   */
  public Apay(
      Vertx vertx,
      Books books,
      WorldThread thread,
      Clock worldClock,
      Clock clock,
      Timing timing,
      Keeper keeper) {
    RemoteFaults faults = new RemoteFaults();
    this.dispatch = new Dispatch(vertx, books, thread, clock, timing, keeper);
    Postbacks postbacks = new Postbacks(books, dispatch);
    Cashier cashier = new Cashier(books, postbacks, worldClock);
    this.remotes = new RemotesDoor(books, thread, worldClock, faults, keeper);
    this.page = new PageApi(books, cashier);
    this.desk = new Desk(books, cashier, postbacks, dispatch, faults);
  }

  public void mount(Router router, ControlRoutes routes) {
    remotes.mount(router);
    page.mount(routes);
    desk.mount(routes);
  }

  /** On the world's thread. */
  public void resume() {
    dispatch.resume();
  }

  public void close() {
    dispatch.close();
  }
}
