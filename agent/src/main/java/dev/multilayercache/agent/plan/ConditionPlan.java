package dev.multilayercache.agent.plan;

import dev.multilayercache.agent.config.ConditionWishes;
import dev.multilayercache.agent.expression.Expression;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which calls of a method are cached, and which of its results.
 *
 * @param condition over the arguments: where it is false a call is left alone; null for none
 * @param unless over arguments and result: where it is true a result is not stored; null for none
 * @param minCost results of loads that took less are not stored
 */
public record ConditionPlan(
    @Nullable Expression condition, @Nullable Expression unless, Duration minCost) {

  /**
   * @throws IllegalArgumentException with the column, if an expression cannot be parsed
   */
  static ConditionPlan of(ConditionWishes wishes) {
    Duration minCost = wishes.minCost();
    return new ConditionPlan(
        parsed("condition", wishes.condition()),
        parsed("unless", wishes.unless()),
        minCost == null ? Duration.ZERO : minCost);
  }

  private static @Nullable Expression parsed(String attribute, String text) {
    return text.isEmpty() ? null : Expression.parse(attribute, text);
  }
}
