package dev.multilayercache.agent.call;

import dev.multilayercache.agent.config.ResilienceWishes;
import dev.multilayercache.agent.engine.Patience;
import dev.multilayercache.agent.layer.Endurance;
import dev.multilayercache.agent.plan.CachePlan;
import java.time.Duration;

/** What a plan's wishes for slow and failing loads mean in the engine's terms. */
final class PlannedResilience {
  private PlannedResilience() {}

  static Endurance endurance(CachePlan plan) {
    ResilienceWishes wishes = plan.wishes().resilience();
    Double refreshAhead = wishes.refreshAhead();
    Duration staleIfError = wishes.staleIfError();
    return new Endurance(
        refreshAhead == null ? 1 : refreshAhead,
        staleIfError == null ? Duration.ZERO : staleIfError);
  }

  /** A synchronized method holds its monitor while it waits, which another's load may need. */
  static Patience patience(CachePlan plan) {
    ResilienceWishes wishes = plan.wishes().resilience();
    return plan.mayWait()
        ? new Patience(wishes.waitTimeout(), wishes.softTimeout())
        : Patience.NONE;
  }

  /** Whether bodies may run beside their callers. */
  static boolean runsInBackground(CachePlan plan) {
    ResilienceWishes wishes = plan.wishes().resilience();
    return wishes.refreshAhead() != null || wishes.softTimeout() != null;
  }
}
