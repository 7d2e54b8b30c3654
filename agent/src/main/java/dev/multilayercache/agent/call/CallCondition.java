package dev.multilayercache.agent.call;

import dev.multilayercache.agent.engine.LayeredCache;
import dev.multilayercache.agent.expression.BoundExpression;
import org.jspecify.annotations.Nullable;

/** Which calls of one method are cached at all: its {@code condition}. */
record CallCondition(
    BoundExpression condition, String method, LayeredCache cache, CallFailures failures) {

  /** Whether this call is; else it is counted, and to be left alone. */
  boolean holds(@Nullable Object[] arguments) {
    if (isTrueOf(arguments)) {
      return true;
    }
    cache.calls().countBypass();
    return false;
  }

  private boolean isTrueOf(@Nullable Object[] arguments) {
    try {
      return condition.holds(arguments, /* result= */ null);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      failures.ofCondition(method, condition, e);
      return false;
    }
  }
}
