package io.github.tillgram.apay.onboarding;

import io.github.tillgram.apay.onboarding.Connection.Why;
import io.github.tillgram.database.Ids;
import io.github.tillgram.merchant.Bot;
import io.github.tillgram.merchant.BotMode;
import io.github.tillgram.merchant.BotRepository;
import io.github.tillgram.merchant.BotRole;
import io.github.tillgram.security.BlindIndex;
import io.github.tillgram.security.Encryption;
import io.github.tillgram.security.Secret;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Takes A-Pay projects in and changes them, in the caller's transaction. A-Pay's number names a
 * project: under a known number the data is replaced, and the address of its postbacks stays. A bot
 * that gets another project leaves the one before, which still hears of deposits under way.
 */
@ApplicationScoped
public class ConnectProject {

  /**
   * @param botId whose payments it takes; none: those of all bots that have none of their own
   * @param chatId of whoever gave the data to a provider bot
   */
  public record Request(
      UUID merchantId,
      Optional<UUID> botId,
      BotMode mode,
      ProjectCredentials credentials,
      OptionalLong underpaymentTolerance,
      Optional<Long> chatId) {}

  /**
   * What is new of a project.
   *
   * @param forgetFormerKeys whether pairs of keys before the current one stop to count at once
   */
  public record Changes(
      Optional<Secret> apiKey,
      Optional<String> webhookId,
      Optional<Secret> accessKey,
      Optional<Secret> privateKey,
      OptionalLong underpaymentTolerance,
      boolean forgetFormerKeys) {

    boolean concernPair() {
      return accessKey.isPresent() || privateKey.isPresent();
    }
  }

  private final ApayProjectRepository projects;
  private final SigningKeyRepository keys;
  private final BotRepository bots;
  private final Encryption encryption;
  private final BlindIndex indexes;
  private final ProjectEvents events;
  private final OnboardingConfig config;
  private final Clock clock;

  ConnectProject(
      ApayProjectRepository projects,
      SigningKeyRepository keys,
      BotRepository bots,
      Encryption encryption,
      BlindIndex indexes,
      ProjectEvents events,
      OnboardingConfig config,
      Clock clock) {
    this.projects = projects;
    this.keys = keys;
    this.bots = bots;
    this.encryption = encryption;
    this.indexes = indexes;
    this.events = events;
    this.config = config;
    this.clock = clock;
  }

  public Uni<Connection> connect(Request request) {
    return projects
        .lock(request.merchantId())
        .chain(() -> objection(request))
        .chain(
            why ->
                why.isPresent()
                    ? Uni.createFrom().item(new Connection.Refused(why.get()))
                    : take(request).map(connected -> connected));
  }

  /**
   * The project in use whose place, or data, this one would take; nobody connects another one
   * meanwhile.
   */
  Uni<Optional<ApayProject>> inPlaceOf(Request request) {
    return projects
        .lock(request.merchantId())
        .chain(() -> projects.ofNumber(request.merchantId(), request.credentials().remoteId()))
        .map(known -> known.filter(ConnectProject::isInUse))
        .chain(
            known ->
                known.isPresent() || request.botId().isEmpty()
                    ? Uni.createFrom().item(known)
                    : projects.ofBot(request.merchantId(), request.botId().get()));
  }

  public Uni<ApayProject> change(ApayProject project, Changes changes) {
    Instant now = clock.instant();
    changes.apiKey().ifPresent(key -> project.changeApiKey(key, encryption));
    changes.webhookId().ifPresent(project::changeWebhookId);
    changes.underpaymentTolerance().ifPresent(project::changeUnderpaymentTolerance);
    project.changed(now);
    return (changes.concernPair() ? changePair(project, changes) : nothing())
        .chain(() -> changes.forgetFormerKeys() ? keys.forgetFormer(project.id()) : nothing())
        .chain(() -> events.changed(project, changes))
        .replaceWith(project);
  }

  /** Takes no new payments any more; what is under way still arrives. */
  public Uni<Void> retire(ApayProject project) {
    if (!isInUse(project)) {
      return nothing();
    }
    project.retire(clock.instant());
    return keys.endCurrent(project.id(), formerKeysEnd())
        .chain(() -> events.retired(project))
        .chain(projects::flush);
  }

  Uni<Optional<Why>> objection(Request request) {
    return request
        .botId()
        .map(id -> objection(request, id))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  private Uni<Optional<Why>> objection(Request request, UUID botId) {
    return bots.findOwn(request.merchantId(), botId)
        .map(bot -> objection(request, bot))
        .chain(
            why ->
                why.isPresent()
                    ? Uni.createFrom().item(why)
                    : projects
                        .ofNumber(request.merchantId(), request.credentials().remoteId())
                        .map(known -> isTaken(known, botId)));
  }

  private static Optional<Why> objection(Request request, Optional<Bot> bot) {
    if (bot.isEmpty()) {
      return Optional.of(Why.UNKNOWN_BOT);
    }
    if (bot.get().role() != BotRole.MERCHANT) {
      return Optional.of(Why.PROVIDER_BOT);
    }
    return bot.get().mode() == request.mode() ? Optional.empty() : Optional.of(Why.OTHER_MODE);
  }

  private static Optional<Why> isTaken(Optional<ApayProject> known, UUID botId) {
    return known
        .filter(ConnectProject::isInUse)
        .flatMap(ApayProject::botId)
        .filter(other -> !other.equals(botId))
        .map(other -> Why.OF_ANOTHER_BOT);
  }

  private Uni<Connection.Connected> take(Request request) {
    return projects
        .ofNumber(request.merchantId(), request.credentials().remoteId())
        .call(known -> freeBot(request, known))
        .chain(known -> known.isPresent() ? replace(known.get(), request) : create(request))
        .call(connected -> events.connected(connected, request.chatId()));
  }

  private Uni<Void> freeBot(Request request, Optional<ApayProject> known) {
    return request
        .botId()
        .map(id -> projects.ofBot(request.merchantId(), id))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
        .chain(
            before ->
                before.isPresent() && !before.equals(known) ? retire(before.get()) : nothing());
  }

  private Uni<Connection.Connected> create(Request request) {
    ApayProject project =
        ApayProject.create(Ids.next(), request.merchantId(), request.credentials().remoteId());
    fill(project, request);
    return projects
        .persist(project)
        .chain(() -> pair(project, pairOf(request.credentials())))
        .replaceWith(new Connection.Connected(project, true));
  }

  private Uni<Connection.Connected> replace(ApayProject project, Request request) {
    SigningKey.Pair pair = pairOf(request.credentials());
    fill(project, request);
    return replacePair(project, pair).replaceWith(new Connection.Connected(project, false));
  }

  private void fill(ApayProject project, Request request) {
    project.connect(
        request.mode(), request.botId(), request.credentials(), encryption, clock.instant());
    request.underpaymentTolerance().ifPresent(project::changeUnderpaymentTolerance);
  }

  private Uni<Void> changePair(ApayProject project, Changes changes) {
    return keys.currentOf(project.id())
        .map(Optional::orElseThrow)
        .map(current -> current.pair(encryption))
        .chain(
            current ->
                replacePair(
                    project,
                    new SigningKey.Pair(
                        changes.accessKey().orElse(current.accessKey()),
                        changes.privateKey().orElse(current.privateKey()))));
  }

  /** The same pair again is no news. */
  private Uni<Void> replacePair(ApayProject project, SigningKey.Pair pair) {
    return keys.currentOf(project.id())
        .chain(
            current ->
                current.filter(key -> key.pair(encryption).equals(pair)).isPresent()
                    ? nothing()
                    : keys.endCurrent(project.id(), formerKeysEnd())
                        .chain(() -> pair(project, pair)));
  }

  private Uni<Void> pair(ApayProject project, SigningKey.Pair pair) {
    return keys.persist(SigningKey.current(project.id(), pair, encryption, indexes))
        .replaceWithVoid();
  }

  private static SigningKey.Pair pairOf(ProjectCredentials credentials) {
    return new SigningKey.Pair(credentials.accessKey(), credentials.privateKey());
  }

  private Instant formerKeysEnd() {
    return clock.instant().plus(config.formerKeys());
  }

  private static boolean isInUse(ApayProject project) {
    return project.retiredAt().isEmpty();
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }
}
