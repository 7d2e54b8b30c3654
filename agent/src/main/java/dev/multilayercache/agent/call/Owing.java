package dev.multilayercache.agent.call;

import dev.multilayercache.agent.engine.Debt;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Told how the body ended of a method that could not invalidate, for want of stack or memory: its
 * caches are to be forgotten later, by whom has room. Made ahead, it allocates nothing.
 */
final class Owing implements BiConsumer<@Nullable Object, @Nullable Throwable> {
  private final Debt[] debts;

  Owing(List<Debt> debts) {
    this.debts = debts.toArray(Debt[]::new);
  }

  /** The JVM resolves what code refers to when it first runs: not where there is no room. */
  static void rehearse() {
    new Owing(List.of(Debt.forRehearsal())).accept(null, null);
  }

  /** Also called where it is known before the body. */
  @Override
  public void accept(@Nullable Object result, @Nullable Throwable thrown) {
    for (Debt each : debts) {
      each.owe();
    }
  }
}
