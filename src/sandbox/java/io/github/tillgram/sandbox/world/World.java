package io.github.tillgram.sandbox.world;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonIgnore;
import io.github.tillgram.sandbox.apay.book.Books;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All that must survive a restart. It belongs to one thread, see {@link WorldThread}. */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
public final class World {
  private static final long FIRST_BOT = 1_000_001;
  private static final long FIRST_GROUP = 700_000_001;

  private final Map<Long, Bot> bots = new TreeMap<>();
  private final Map<String, InvoiceLink> links = new TreeMap<>();
  private final Map<Long, GroupChat> groups = new TreeMap<>();
  private final Books apay = new Books();
  private long millisAhead;
  @JsonIgnore private final RandomIds ids = new RandomIds();

  /** A world in which a newcomer can begin at once: one bot with well-known tokens exists. */
  public static World fresh() {
    World world = new World();
    world.add(
        new BotIdentity(
            FIRST_BOT,
            FIRST_BOT + ":sandbox-merchant-bot-token-0000001",
            "Sandbox Merchant",
            "sandbox_merchant_bot",
            "1877036958:TEST:sandbox",
            "1877036958:LIVE:sandbox",
            Environment.PRODUCTION));
    return world;
  }

  public Bot createBot(String name, String username, Environment environment) {
    long id = FIRST_BOT + bots.size();
    return add(
        new BotIdentity(
            id,
            ids.botToken(id),
            name,
            username,
            ids.providerToken(false),
            ids.providerToken(true),
            environment));
  }

  /** Revokes the bot's token; a webhook belongs to a token and goes with it. */
  public void renewToken(Bot bot) {
    bot.identity(bot.identity().withToken(ids.botToken(bot.id())));
    bot.setWebhook(WebhookSettings.none());
  }

  /** Connects the bot to its provider anew; the tokens it had are void. */
  public void renewProviderTokens(Bot bot) {
    bot.identity(
        bot.identity().withProviderTokens(ids.providerToken(false), ids.providerToken(true)));
  }

  public Collection<Bot> bots() {
    return bots.values();
  }

  /** The bot of this token on these servers; the others know nothing of it. */
  public Optional<Bot> botByToken(String token, Environment environment) {
    return bots.values().stream()
        .filter(bot -> bot.identity().token().equals(token))
        .filter(bot -> bot.identity().environment() == environment)
        .findFirst();
  }

  public Optional<Bot> botByName(String idOrUsername) {
    return bots.values().stream()
        .filter(
            bot ->
                Long.toString(bot.id()).equals(idOrUsername)
                    || bot.identity().username().equalsIgnoreCase(idOrUsername))
        .findFirst();
  }

  public Bot bot(long id) {
    return bots.get(id);
  }

  public GroupChat createGroup(GroupChat.Kind kind, String title) {
    return add(new GroupChat(groupId(kind), kind, title));
  }

  /** The group lives on under another id; the old one only tells of it. */
  public GroupChat upgrade(GroupChat group) {
    GroupChat supergroup = add(group.asSupergroup(groupId(GroupChat.Kind.SUPERGROUP)));
    group.migrateTo(supergroup.id());
    return supergroup;
  }

  public Collection<GroupChat> groups() {
    return groups.values();
  }

  public Optional<GroupChat> group(long id) {
    return Optional.ofNullable(groups.get(id));
  }

  private GroupChat add(GroupChat group) {
    groups.put(group.id(), group);
    return group;
  }

  /** Negative; those of supergroups and channels begin with -100. */
  private long groupId(GroupChat.Kind kind) {
    long number = FIRST_GROUP + groups.size();
    return kind == GroupChat.Kind.GROUP ? -number : -1_000_000_000_000L - number;
  }

  /** What A-Pay keeps; a file from before it existed holds none, and begins with the usual. */
  public Books apay() {
    return apay;
  }

  /** How far the clock of this world is ahead of the real one. */
  public Duration ahead() {
    return Duration.ofMillis(millisAhead);
  }

  public void ahead(Duration ahead) {
    millisAhead = ahead.toMillis();
  }

  public String addLink(Bot bot, InvoiceTerms terms) {
    String link = ids.invoiceLink();
    links.put(link, new InvoiceLink(bot.id(), terms));
    return link;
  }

  public Optional<InvoiceLink> link(String link) {
    return Optional.ofNullable(links.get(link));
  }

  private Bot add(BotIdentity identity) {
    Bot bot = new Bot(identity, new UpdateInbox(ids.firstUpdate()));
    bots.put(bot.id(), bot);
    return bot;
  }
}
