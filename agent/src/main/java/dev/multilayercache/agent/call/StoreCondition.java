package dev.multilayercache.agent.call;

import dev.multilayercache.agent.expression.BoundExpression;
import org.jspecify.annotations.Nullable;

/**
 * Which results of one method are stored: not those of which {@code unless} is true, nor those of
 * loads that cost less than {@code minCost}.
 *
 * @param unless null if nothing is said
 */
record StoreCondition(
    @Nullable BoundExpression unless, long minCostNanos, String method, CallFailures failures) {

  /** Whether this result is. */
  boolean holds(@Nullable Object[] arguments, @Nullable Object result, long loadNanos) {
    return loadNanos >= minCostNanos && (unless == null || !isTrueOf(unless, arguments, result));
  }

  /** True, too, if it cannot be told: to store the result may be wrong. */
  private boolean isTrueOf(
      BoundExpression unless, @Nullable Object[] arguments, @Nullable Object result) {
    try {
      return unless.holds(arguments, result);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      failures.ofUnless(method, unless, e);
      return true;
    }
  }
}
