package io.github.tillgram.merchantapi;

import io.github.tillgram.merchant.BotEnvironment;
import io.github.tillgram.merchant.BotMode;
import io.github.tillgram.merchant.BotRole;
import io.github.tillgram.problem.Problem.FieldError;
import io.github.tillgram.problem.ProblemException;
import io.github.tillgram.security.Secret;
import io.github.tillgram.webhook.ConnectBot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a merchant may say of a bot, and whether it can be so. */
final class BotRequests {

  private static final Pattern PROVIDER_TOKEN = Pattern.compile("[!-~]{5,255}");

  private static final String TOKEN = "^[0-9]{1,19}:[A-Za-z0-9_-]{30,64}$";

  private BotRequests() {}

  @Schema(name = "NewBot")
  record NewBot(
      @Schema(
              required = true,
              description = "The bot's token from @BotFather",
              pattern = TOKEN,
              example = "1000001:sandbox-merchant-bot-token-0000001")
          String token,
      @Schema(
              description =
                  "From @BotFather, Payments; left out for a bot that sells for Stars only",
              minLength = 5,
              maxLength = 255,
              example = "1877036958:TEST:sandbox")
          String providerToken,
      @Schema(description = "Whether the money is real; taken from the provider token if left out")
          BotMode mode,
      @Schema(description = "Which of Telegram's servers it lives on; PRODUCTION if left out")
          BotEnvironment environment,
      @Schema(description = "What it is for; MERCHANT if left out") BotRole role) {

    @Override
    public String toString() {
      return "NewBot[***]";
    }

    /**
     * @param byOperator whose bots serve all merchants and sell nothing
     */
    ConnectBot.Request check(UUID id, UUID merchantId, boolean byOperator) {
      List<FieldError> errors = new ArrayList<>();
      if (token == null || !ConnectBot.isToken(token)) {
        errors.add(
            new FieldError("token", "must have the form 123456:ABC-DEF…; copy it from @BotFather"));
      }
      checkProviderToken(providerToken, errors);
      BotMode recognised = modeOf(providerToken);
      if (mode != null && recognised != null && mode != recognised) {
        errors.add(
            new FieldError(
                "providerToken",
                "is a " + recognised + " token, but mode is " + mode + "; correct one of them"));
      }
      if (byOperator && role != BotRole.PROVIDER) {
        errors.add(
            new FieldError(
                "role", "must be PROVIDER; add a bot that sells with the key of its merchant"));
      }
      if (role == BotRole.PROVIDER && providerToken != null) {
        errors.add(
            new FieldError("providerToken", "must be left out; a provider bot sells nothing"));
      }
      if (!errors.isEmpty()) {
        throw ProblemException.invalid(errors);
      }
      BotEnvironment servers = environment == null ? BotEnvironment.PRODUCTION : environment;
      return new ConnectBot.Request(
          id,
          merchantId,
          Secret.of(token),
          Optional.ofNullable(providerToken).map(Secret::of),
          modeFor(recognised, servers),
          servers,
          role == null ? BotRole.MERCHANT : role);
    }

    private BotMode modeFor(BotMode recognised, BotEnvironment servers) {
      if (mode != null) {
        return mode;
      }
      if (recognised != null) {
        return recognised;
      }
      return servers == BotEnvironment.TEST ? BotMode.TEST : BotMode.LIVE;
    }
  }

  @Schema(name = "BotChanges")
  record BotChanges(
      @Schema(description = "A new token of the same bot", pattern = TOKEN) String token,
      @Schema(description = "A new provider token of the same mode", minLength = 5, maxLength = 255)
          String providerToken,
      @Schema(
              description = "true gives the webhook a new secret; the old one counts for an hour",
              example = "true")
          Boolean rotateSecret) {

    static final BotChanges NONE = new BotChanges(null, null, null);

    ConnectBot.Changes toChanges() {
      return new ConnectBot.Changes(
          Optional.ofNullable(token).map(Secret::of),
          Optional.ofNullable(providerToken).map(Secret::of),
          rotates());
    }

    private boolean rotates() {
      return Boolean.TRUE.equals(rotateSecret);
    }

    @Override
    public String toString() {
      return "BotChanges[***]";
    }

    void check(BotMode mode) {
      List<FieldError> errors = new ArrayList<>();
      if (token == null && providerToken == null && !rotates()) {
        errors.add(
            new FieldError(
                "token", "give token, providerToken or rotateSecret; there is nothing to change"));
      }
      if (token != null && !ConnectBot.isToken(token)) {
        errors.add(
            new FieldError("token", "must have the form 123456:ABC-DEF…; copy it from @BotFather"));
      }
      checkProviderToken(providerToken, errors);
      BotMode recognised = modeOf(providerToken);
      if (recognised != null && recognised != mode) {
        errors.add(
            new FieldError(
                "providerToken", "is a " + recognised + " token, but the bot is " + mode));
      }
      if (!errors.isEmpty()) {
        throw ProblemException.invalid(errors);
      }
    }
  }

  private static void checkProviderToken(String providerToken, List<FieldError> errors) {
    if (providerToken != null && !PROVIDER_TOKEN.matcher(providerToken).matches()) {
      errors.add(
          new FieldError(
              "providerToken", "must be the token that @BotFather shows, without spaces"));
    }
  }

  /** The kind of a provider token that says so, else {@code null}. */
  private static BotMode modeOf(String providerToken) {
    if (providerToken == null) {
      return null;
    }
    if (providerToken.contains(":TEST:")) {
      return BotMode.TEST;
    }
    return providerToken.contains(":LIVE:") ? BotMode.LIVE : null;
  }
}
