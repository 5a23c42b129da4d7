package io.github.tillgram.apay.page;

import io.github.tillgram.apay.client.ApayFailure;
import io.github.tillgram.apay.deposit.ApayAttempt;
import io.github.tillgram.apay.deposit.AskDeposit;
import io.github.tillgram.apay.deposit.AskTurns;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.jboss.logging.Logger;

/**
 * Leads a payer to A-Pay: to the page he was given before, or to a new one. The books decide; what
 * has to be asked outside is asked between two looks at them.
 */
@ApplicationScoped
class BeginPayment {

  private static final Logger LOG = Logger.getLogger(BeginPayment.class);

  private final PlanPayment plans;
  private final OpenSystems systems;
  private final AskTurns turns;
  private final AskDeposit asking;
  private final OpenPage opening;

  BeginPayment(
      PlanPayment plans, OpenSystems systems, AskTurns turns, AskDeposit asking, OpenPage opening) {
    this.plans = plans;
    this.systems = systems;
    this.turns = turns;
    this.asking = asking;
    this.opening = opening;
  }

  /**
   * @param language what the payer reads
   */
  Uni<PayStep> begin(PayLink link, Visitor visitor, Locale language) {
    return plans
        .plan(link, visitor, false)
        .chain(
            plan ->
                plan instanceof PayPlan.Ask
                    ? ask(((PayPlan.Ask) plan).attempt(), link, visitor, language)
                    : go(plan, link, visitor, language));
  }

  /** Only when A-Pay has answered do the books say more than before. */
  private Uni<PayStep> ask(ApayAttempt attempt, PayLink link, Visitor visitor, Locale language) {
    return turns
        .take(attempt.projectId())
        .chain(taken -> taken ? asking.forPayer(attempt.id()) : Uni.createFrom().item(false))
        .chain(
            answered ->
                answered
                    ? plans
                        .plan(link, visitor, false)
                        .chain(plan -> go(plan, link, visitor, language))
                    : Uni.createFrom().item(new PayStep.TryLater()));
  }

  private Uni<PayStep> go(PayPlan plan, PayLink link, Visitor visitor, Locale language) {
    if (plan instanceof PayPlan.Show) {
      return Uni.createFrom().item(((PayPlan.Show) plan).step());
    }
    if (plan instanceof PayPlan.Begin) {
      return check((PayPlan.Begin) plan, link, visitor, language);
    }
    return Uni.createFrom().item(new PayStep.TryLater());
  }

  private Uni<PayStep> check(PayPlan.Begin plan, PayLink link, Visitor visitor, Locale language) {
    return systems
        .obstacle(plan.project(), plan.invoice())
        .chain(
            obstacle -> {
              if (obstacle.isPresent()) {
                LOG.warnf("A payer cannot pay: %s", obstacle.get());
                return Uni.createFrom().item(new PayStep.TryLater());
              }
              return create(link, visitor, language);
            })
        .onFailure(ApayFailure.class)
        .recoverWithItem(
            failure -> {
              LOG.warnf("A-Pay does not say what a payer can pay with: %s", failure.getMessage());
              return new PayStep.TryLater();
            });
  }

  /** Looks once more, since somebody else may have begun meanwhile. */
  private Uni<PayStep> create(PayLink link, Visitor visitor, Locale language) {
    return plans
        .plan(link, visitor, true)
        .chain(
            plan ->
                plan instanceof PayPlan.Create
                    ? opening.open((PayPlan.Create) plan, link, language)
                    : plan instanceof PayPlan.Show
                        ? Uni.createFrom().item(((PayPlan.Show) plan).step())
                        : Uni.createFrom().item(new PayStep.TryLater()));
  }
}
