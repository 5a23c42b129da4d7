package io.github.tillgram.sandbox;

import io.quarkus.arc.profile.UnlessBuildProfile;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;

/** Puts the sandbox onto the application's own router, so that a newcomer starts one process. */
@UnlessBuildProfile("prod")
@ApplicationScoped
class SandboxMount {
  private final Vertx vertx;
  private final SandboxConfig config;
  private Sandbox sandbox;

  SandboxMount(Vertx vertx, SandboxConfig config) {
    this.vertx = vertx;
    this.config = config;
  }

  void mount(@Observes Router router) {
    sandbox = new Sandbox(vertx, Clock.systemUTC(), config.dataDir().resolve("sandbox.json"));
    sandbox.mount(router);
  }

  @PreDestroy
  void close() {
    if (sandbox != null) {
      sandbox.close();
    }
  }
}
