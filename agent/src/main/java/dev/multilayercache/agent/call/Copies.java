package dev.multilayercache.agent.call;

import dev.multilayercache.agent.codec.NotEncodableException;
import dev.multilayercache.agent.codec.ValueCopier;
import dev.multilayercache.agent.config.CopyPolicy;
import dev.multilayercache.agent.plan.ResultPlan;
import org.jspecify.annotations.Nullable;

/**
 * How each caller of one method gets a copy of what is kept, which is itself a copy of what the
 * first caller got.
 */
record Copies(String method, ValueCopier copier, CallFailures failures) {

  /** What is kept of a result that cannot be copied. */
  static final Object NOT_KEPT = new Object();

  /** Null if callers share the value: because they may, or because nobody can change it. */
  static @Nullable Copies of(
      String method,
      ResultPlan plan,
      CachedTypes types,
      @Nullable ClassLoader loader,
      CallFailures failures) {
    boolean copiesAll = plan.copy() == CopyPolicy.ALWAYS;
    boolean isNeeded =
        copiesAll
            || (plan.copy() == CopyPolicy.AUTO && !ValueCopier.isImmutable(types.valueClass()));
    return isNeeded
        ? new Copies(method, new ValueCopier(types.value(), loader, copiesAll), failures)
        : null;
  }

  /** What is kept of a result that its caller goes on using, or {@link #NOT_KEPT}. */
  @Nullable Object keep(@Nullable Object result) {
    try {
      return copier.keep(result);
    } catch (NotEncodableException e) {
      failures.ofCopy(method, e.getMessage());
      return NOT_KEPT;
    }
  }

  /** What a caller gets of what is kept. */
  @Nullable Object give(@Nullable Object kept) {
    try {
      return copier.give(kept);
    } catch (NotEncodableException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
