package dev.multilayercache.agent.call;

import dev.multilayercache.agent.engine.LayeredCache;
import dev.multilayercache.agent.expression.BoundExpression;
import dev.multilayercache.agent.expression.Expression;
import dev.multilayercache.agent.plan.ConditionPlan;
import dev.multilayercache.agent.plan.SitePlan;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * Which calls of one method are cached, and which of its results.
 *
 * @param ofCalls null if all are
 */
record Conditions(@Nullable CallCondition ofCalls, StoreCondition ofResults) {

  /**
   * Binds what was planned to the method's types.
   *
   * @throws IllegalArgumentException with the column, if an expression does not fit them
   */
  static Conditions of(
      SitePlan plan,
      ConditionPlan planned,
      MethodTypes types,
      LayeredCache cache,
      CallFailures failures) {
    BoundExpression condition = bound(planned.condition(), plan, types, /* resultType= */ null);
    BoundExpression unless = bound(planned.unless(), plan, types, types.resultClass());
    return new Conditions(
        condition == null ? null : new CallCondition(condition, plan.method(), cache, failures),
        new StoreCondition(unless, planned.minCost().toNanos(), plan.method(), failures));
  }

  /** A call site's target that leaves calls alone which are not cached. */
  MethodHandle guard(MethodHandle target, int parameterCount) {
    return ofCalls == null ? target : CallHandles.onlyIf(ofCalls, target, parameterCount);
  }

  private static @Nullable BoundExpression bound(
      @Nullable Expression expression,
      SitePlan plan,
      MethodTypes types,
      @Nullable Class<?> resultType) {
    return expression == null
        ? null
        : BoundExpression.of(expression, plan.parameterNames(), types.parameters(), resultType);
  }
}
