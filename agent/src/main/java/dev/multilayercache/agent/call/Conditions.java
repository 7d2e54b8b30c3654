package dev.multilayercache.agent.call;

import dev.multilayercache.agent.engine.LayeredCache;
import dev.multilayercache.agent.expression.BoundExpression;
import dev.multilayercache.agent.expression.Expression;
import dev.multilayercache.agent.plan.ConditionPlan;
import dev.multilayercache.agent.plan.SitePlan;
import java.lang.invoke.MethodHandle;
import java.util.List;
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
   * @param kept the types of one entry, of which results are judged
   * @throws IllegalArgumentException with the column, if an expression does not fit them
   */
  static Conditions of(
      SitePlan plan,
      ConditionPlan planned,
      MethodTypes types,
      CachedTypes kept,
      LayeredCache cache,
      CallFailures failures) {
    BoundExpression condition =
        bound(planned.condition(), plan, types.parameters(), /* resultType= */ null);
    BoundExpression unless = bound(planned.unless(), plan, kept.parameters(), kept.valueClass());
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
      List<Class<?>> parameters,
      @Nullable Class<?> resultType) {
    return expression == null
        ? null
        : BoundExpression.of(expression, plan.parameterNames(), parameters, resultType);
  }
}
