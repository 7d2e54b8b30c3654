package dev.multilayercache.agent.plan;

import dev.multilayercache.agent.config.ConditionWishes;
import dev.multilayercache.agent.expression.BoundExpression;
import dev.multilayercache.agent.expression.Expression;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks the expressions of one method against what is known of it before it is woven: names, and
 * types that are no classes of the application. The rest is checked with its first call.
 */
final class SiteConditions {
  private static final Map<String, Class<?>> KNOWN =
      Map.of(
          "boolean", boolean.class,
          "byte", byte.class,
          "char", char.class,
          "short", short.class,
          "int", int.class,
          "long", long.class,
          "float", float.class,
          "double", double.class,
          "java.lang.String", String.class);

  private final MethodSite site;

  SiteConditions(MethodSite site) {
    this.site = site;
  }

  /**
   * @throws RefusedException with the column, if one of them makes no sense
   */
  void check(ConditionWishes wishes) throws RefusedException {
    try {
      ConditionPlan plan = ConditionPlan.of(wishes);
      check(plan.condition(), /* resultType= */ null);
      check(plan.unless(), known(site.signature().returnType()));
    } catch (IllegalArgumentException e) {
      throw new RefusedException(String.valueOf(e.getMessage()));
    }
  }

  private void check(@Nullable Expression expression, @Nullable Class<?> resultType) {
    if (expression != null) {
      List<Class<?>> types =
          site.signature().parameterTypes().stream().<Class<?>>map(SiteConditions::known).toList();
      BoundExpression unused =
          BoundExpression.of(expression, site.parameterNames(), types, resultType);
    }
  }

  private static Class<?> known(String type) {
    return KNOWN.getOrDefault(type, Object.class);
  }
}
