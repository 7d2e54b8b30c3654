package dev.multilayercache.agent.layer.store;

import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.coherence.KeyPattern;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.LayerFailure;
import dev.multilayercache.agent.layer.Lease;
import dev.multilayercache.agent.layer.Lookup;
import dev.multilayercache.agent.layer.Region;
import dev.multilayercache.layer.LayerStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One cache's entries in a store.
 *
 * <p>A value whose load began before an invalidation is not put: the layer counts invalidations
 * itself, before the store forgets, and a lease remembers the count of its miss.
 */
final class StoreRegion implements Region {
  static final Duration BUDGET = Duration.ofMillis(500);

  private final StoreContext context;
  private final StoreCalls calls;
  private final StoreForgetter forgetter;
  private final StoreForm form;

  StoreRegion(StoreContext context, StoreCalls calls, StoreForgetter forgetter, StoreForm form) {
    this.context = context;
    this.calls = calls;
    this.forgetter = forgetter;
    this.form = form;
  }

  @Override
  public Lookup read(Key key, long stamp) {
    long invalidations = context.invalidations().stamp();
    LayerStore store = context.access().usable();
    if (store == null) {
      return new Lookup.Miss(Lease.NONE);
    }
    Entry entry = find(store, key, stamp);
    return entry == null
        ? new Lookup.Miss(new StoreLease(key.canonical(), invalidations))
        : new Lookup.Hit(entry);
  }

  @Override
  public @Nullable Entry peek(Key key, long stamp) {
    LayerStore store = context.access().usable();
    return store == null ? null : find(store, key, stamp);
  }

  /** Voids the leases that others have of the key. */
  @Override
  public Lease claim(Key key) {
    return context.access().usable() == null
        ? Lease.NONE
        : new StoreLease(
            key.canonical(),
            context.invalidations().apply(new Invalidation.ByKey(form.cache(), key.canonical())));
  }

  private @Nullable Entry find(LayerStore store, Key key, long stamp) {
    long begun = context.nanoClock().getAsLong();
    try {
      byte[] found = call(() -> store.get(form.cache(), key.canonical()));
      return found == null ? null : form.read(key.canonical(), found, stamp);
    } finally {
      context.counts().reads.increment();
      context.counts().readNanos.add(context.nanoClock().getAsLong() - begun);
    }
  }

  private <T extends @Nullable Object> T call(Callable<T> call) {
    try {
      return calls.call(BUDGET, call);
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new LayerFailure(failure.getClass().getName());
    }
  }

  @Override
  public void remove(Key key) {
    forget(new Invalidation.ByKey(form.cache(), key.canonical()));
  }

  @Override
  public void removeMatching(KeyPattern pattern) {
    forget(new Invalidation.ByPattern(form.cache(), pattern));
  }

  @Override
  public void clear() {
    forget(new Invalidation.All(form.cache()));
  }

  private void forget(Invalidation invalidation) {
    if (!forgetter.forget(invalidation)) {
      throw new LayerFailure("an invalidation failed");
    }
  }

  @Override
  public long entries() {
    LayerStore store = context.access().usable();
    return store == null ? 0 : call(() -> store.entries(form.cache()));
  }

  /** The right to put what was loaded after a miss. */
  private final class StoreLease implements Lease {
    private final String key;
    private final long invalidations;

    StoreLease(String key, long invalidations) {
      this.key = key;
      this.invalidations = invalidations;
    }

    @Override
    public Outcome store(Entry entry, BooleanSupplier stillFresh) {
      LayerStore store = context.access().usable();
      if (store == null) {
        return Outcome.ABSENT;
      }
      byte[] bytes = form.write(key, entry);
      Duration ttl = Duration.ofNanos(entry.deadlineNanos() - context.nanoClock().getAsLong());
      if (bytes == null || ttl.toMillis() <= 0) {
        return Outcome.SKIPPED;
      }
      return call(() -> put(store, bytes, entry.tags(), ttl, stillFresh));
    }

    /** On the thread that runs the store: should that hang, no invalidation takes it for done. */
    private Outcome put(
        LayerStore store, byte[] bytes, List<String> tags, Duration ttl, BooleanSupplier stillFresh)
        throws Exception {
      context.writing().readLock().lock();
      try {
        if (!stillFresh.getAsBoolean()
            || !context.invalidations().isFresh(invalidations, form.cache(), key, tags)) {
          return Outcome.REFUSED;
        }
        store.put(form.cache(), key, bytes, tags, ttl);
        return Outcome.STORED;
      } finally {
        context.writing().readLock().unlock();
      }
    }

    /** Nothing was reserved. */
    @Override
    public void release() {}
  }
}
