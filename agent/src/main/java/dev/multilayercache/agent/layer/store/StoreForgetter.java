package dev.multilayercache.agent.layer.store;

import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.coherence.Invalidation.All;
import dev.multilayercache.agent.coherence.Invalidation.ByKey;
import dev.multilayercache.agent.coherence.Invalidation.ByPattern;
import dev.multilayercache.agent.coherence.Invalidation.ByTags;
import dev.multilayercache.agent.coherence.KeyPattern;
import dev.multilayercache.agent.layer.Forgetter;
import dev.multilayercache.agent.layer.LayerFailure;
import dev.multilayercache.layer.EntryFilter;
import dev.multilayercache.layer.LayerStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * Makes a store forget.
 *
 * <p>First the invalidation is counted, so that no older value may be put any more; then the puts
 * that are on their way are waited for; then the store forgets what is there. Safe for use by any
 * thread.
 */
final class StoreForgetter implements Forgetter {
  private static final Duration BUDGET = Duration.ofSeconds(2);

  private final StoreContext context;
  private final StoreCalls calls;

  StoreForgetter(StoreContext context, StoreCalls calls) {
    this.context = context;
    this.calls = calls;
  }

  /** What is asked for must not be lost because the asking thread is being stopped. */
  @Override
  public boolean forget(Invalidation invalidation) {
    boolean interrupted = Thread.interrupted();
    try {
      return forgetWithin(invalidation);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean forgetWithin(Invalidation invalidation) {
    context.invalidations().apply(invalidation);
    LayerStore store = context.access().awaitUsable(BUDGET);
    if (store == null) {
      return !context.access().owesClearing();
    }
    try {
      return calls.call(BUDGET, () -> forget(store, invalidation));
    } catch (VirtualMachineError e) {
      distrust(e);
      throw e;
    } catch (Throwable e) {
      context.counts().errors.increment();
      distrust(e);
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return false;
    }
  }

  private void distrust(Throwable e) {
    String message = e instanceof LayerFailure ? e.getMessage() : null;
    context.access().distrust(message == null ? e.getClass().getName() : message);
  }

  private boolean forget(LayerStore store, Invalidation invalidation) throws Exception {
    awaitPuts(context.writing().writeLock());
    if (invalidation instanceof ByKey byKey) {
      store.remove(byKey.cache(), byKey.key());
    } else if (invalidation instanceof All all && all.cache() == null) {
      store.clear();
    } else {
      store.removeIf(filter(invalidation));
    }
    return true;
  }

  /** Clears a store that may hold what should have been forgotten. */
  void clear(LayerStore store) throws Exception {
    context.invalidations().apply(new All(null));
    calls.call(
        BUDGET,
        () -> {
          awaitPuts(context.writing().writeLock());
          store.clear();
          return true;
        });
  }

  /** Those that come later see the invalidation. */
  private static void awaitPuts(Lock alone) throws InterruptedException {
    if (!alone.tryLock(BUDGET.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new LayerFailure("a write does not end");
    }
    alone.unlock();
  }

  private static EntryFilter filter(Invalidation invalidation) {
    @Nullable String cache = invalidation.cache();
    if (invalidation instanceof ByTags byTags) {
      List<String> wanted = byTags.tags();
      return (in, key, tags) -> isIn(cache, in) && tags.stream().anyMatch(wanted::contains);
    }
    if (invalidation instanceof ByPattern byPattern) {
      KeyPattern pattern = byPattern.pattern();
      return (in, key, tags) -> isIn(cache, in) && pattern.matches(key);
    }
    return (in, key, tags) -> isIn(cache, in);
  }

  private static boolean isIn(@Nullable String wanted, String cache) {
    return wanted == null || wanted.equals(cache);
  }
}
