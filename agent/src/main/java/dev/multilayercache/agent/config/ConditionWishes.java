package dev.multilayercache.agent.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for which calls are cached; null or empty means not said.
 *
 * @param condition expression over the arguments: where it is false a call is left alone
 * @param unless expression over arguments and result: where it is true a result is not stored
 * @param minCost results of loads that took less are not stored
 */
public record ConditionWishes(String condition, String unless, @Nullable Duration minCost) {
  public static final ConditionWishes UNSAID = new ConditionWishes("", "", null);

  /** The same, with the other's word where nothing is said here. */
  ConditionWishes orElse(ConditionWishes other) {
    return new ConditionWishes(
        condition.isEmpty() ? other.condition : condition,
        unless.isEmpty() ? other.unless : unless,
        minCost == null ? other.minCost : minCost);
  }
}
