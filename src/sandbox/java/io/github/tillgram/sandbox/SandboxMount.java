package io.github.tillgram.sandbox;

import io.quarkus.arc.profile.UnlessBuildProfile;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.time.Clock;
import org.eclipse.microprofile.config.ConfigProvider;

/** Puts the sandbox onto the application's own router, so that a newcomer starts one process. */
@UnlessBuildProfile("prod")
@ApplicationScoped
class SandboxMount {
  private final Vertx vertx;
  private Sandbox sandbox;

  SandboxMount(Vertx vertx) {
    this.vertx = vertx;
  }

  void mount(@Observes Router router) {
    Path data =
        Path.of(
            ConfigProvider.getConfig()
                .getOptionalValue("tillgram.data-dir", String.class)
                .orElse("./data"));
    sandbox = new Sandbox(vertx, Clock.systemUTC(), data.resolve("sandbox.json"));
    sandbox.mount(router);
  }

  @PreDestroy
  void close() {
    if (sandbox != null) {
      sandbox.close();
    }
  }
}
