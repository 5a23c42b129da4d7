package io.github.tillgram.apay.onboarding;

import io.github.tillgram.merchant.Bot;
import io.github.tillgram.merchant.BotRepository;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Says which project takes a bot's payments: its own one, else its merchant's only one. */
@ApplicationScoped
public class ApayProjects {

  private final ApayProjectRepository projects;
  private final BotRepository bots;

  ApayProjects(ApayProjectRepository projects, BotRepository bots) {
    this.projects = projects;
    this.bots = bots;
  }

  /** In the caller's session, if there is one. */
  public Uni<ProjectChoice> of(UUID merchantId, UUID botId) {
    return Panache.withSession(
        () ->
            bots.findOwn(merchantId, botId)
                .chain(
                    bot ->
                        bot.map(this::of)
                            .orElseGet(() -> Uni.createFrom().item(new ProjectChoice.Missing()))));
  }

  private Uni<ProjectChoice> of(Bot bot) {
    return projects
        .ofBot(bot.merchantId(), bot.id())
        .chain(
            own ->
                own.isPresent()
                    ? Uni.createFrom().item(own)
                    : projects.inUse(bot.merchantId()).map(ApayProjects::only))
        .chain(
            found ->
                found.isPresent()
                    ? Uni.createFrom().item(inMode(bot, found.get()))
                    : projects.inUse(bot.merchantId()).map(ApayProjects::whyNone));
  }

  private static Optional<ApayProject> only(List<ApayProject> found) {
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private static ProjectChoice inMode(Bot bot, ApayProject project) {
    return project.mode() == bot.mode()
        ? new ProjectChoice.Chosen(project)
        : new ProjectChoice.OtherMode(project.mode());
  }

  private static ProjectChoice whyNone(List<ApayProject> found) {
    return found.isEmpty() ? new ProjectChoice.Missing() : new ProjectChoice.Ambiguous();
  }
}
