package io.github.tillgram.startup;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started means migrated: from then on this version may serve. */
@Startup
@ApplicationScoped
class Started implements AsyncHealthCheck {

  private final Start start;

  Started(Start start) {
    this.start = start;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return Uni.createFrom()
        .item(() -> HealthCheckResponse.named("migrations").status(start.isDone()).build());
  }
}
