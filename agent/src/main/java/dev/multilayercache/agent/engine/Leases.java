package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.engine.Lifespans.Lifespan;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.Lease;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The rights to store one key, one for each layer that did not have it. Used by one thread. */
final class Leases {
  private final List<IsolatedRegion> regions;
  private final BiConsumer<String, Throwable> failures;
  private final @Nullable Lease[] leases;

  Leases(List<IsolatedRegion> regions) {
    this(regions, LoadRequest.NOBODY);
  }

  /**
   * @param failures told what fails in a layer of this JVM
   */
  Leases(List<IsolatedRegion> regions, BiConsumer<String, Throwable> failures) {
    this.regions = regions;
    this.failures = failures;
    this.leases = new Lease[regions.size()];
  }

  void take(int layer, Lease lease) {
    leases[layer] = lease;
  }

  /** Takes that of a layer which was not asked. */
  void claim(int layer, Key key) {
    take(layer, regions.get(layer).claim(key, failures));
  }

  boolean lacks(int layer) {
    return leases[layer] == null;
  }

  /**
   * Stores an entry in the layers nearer than one, farthest first.
   *
   * <p>A refusal ends it: what may not be kept in a far layer may not be kept in a nearer one.
   *
   * @param here the entry as it may be kept in this JVM, or null if it may not
   * @return false if it was refused
   */
  boolean store(
      int farthest,
      Entry entry,
      @Nullable Entry here,
      Lifespan lifespan,
      BooleanSupplier stillFresh) {
    for (int i = farthest - 1; i >= 0; i--) {
      IsolatedRegion region = regions.get(i);
      Lease lease = leases[i];
      Entry kept = region.isShared() ? entry : here;
      if (lease == null || kept == null || mustStayHere(region, kept)) {
        continue;
      }
      long deadline = lifespan.deadlineIn(region.layer());
      leases[i] = null;
      Lease.Outcome outcome = region.store(lease, kept.expiringBy(deadline), stillFresh, failures);
      if (outcome == Lease.Outcome.REFUSED) {
        return false;
      }
    }
    return true;
  }

  /** An exception is no value of the declared type, and its stack trace is this JVM's. */
  private static boolean mustStayHere(IsolatedRegion region, Entry entry) {
    return region.isShared() && entry.value() instanceof CachedFailure;
  }

  /** Gives back what was not used. */
  void release() {
    release(0);
  }

  /** An error at one must not keep the next. */
  private void release(int first) {
    for (int i = first; i < leases.length; i++) {
      Lease lease = leases[i];
      if (lease != null) {
        leases[i] = null;
        try {
          regions.get(i).release(lease, failures);
        } catch (Throwable e) {
          release(i + 1);
          throw e;
        }
      }
    }
  }
}
