package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.engine.Lifespans.Lifespan;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.Lease;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
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
   * Stores a new entry in all layers, farthest first, but for those that do not take the key yet
   * while a farther one has it.
   *
   * <p>A refusal ends it: what may not be kept in a far layer may not be kept in a nearer one.
   *
   * @param here the entry as it may be kept in this JVM, or null if it may not
   * @return false if it was refused
   */
  boolean store(
      Key key, Entry entry, @Nullable Entry here, Lifespan lifespan, BooleanSupplier stillFresh) {
    boolean isKept = false;
    for (int i = leases.length - 1; i >= 0; i--) {
      if (isKept && !regions.get(i).admission().isOpenFor(key.canonical())) {
        continue;
      }
      Lease.Outcome outcome = store(i, entry, here, lifespan, stillFresh);
      if (outcome == Lease.Outcome.REFUSED) {
        return false;
      }
      isKept |= outcome == Lease.Outcome.STORED;
    }
    return true;
  }

  /** The same of an entry found in a layer, for those nearer than that. */
  boolean copy(
      int found, Entry entry, @Nullable Entry here, Lifespan lifespan, BooleanSupplier stillFresh) {
    for (int i = found - 1; i >= 0; i--) {
      if (store(i, entry, here, lifespan, stillFresh) == Lease.Outcome.REFUSED) {
        return false;
      }
    }
    return true;
  }

  private Lease.Outcome store(
      int layer, Entry entry, @Nullable Entry here, Lifespan lifespan, BooleanSupplier stillFresh) {
    Lease lease = leases[layer];
    Entry kept = keptIn(layer, entry, here);
    if (lease == null || kept == null) {
      return Lease.Outcome.SKIPPED;
    }
    IsolatedRegion region = regions.get(layer);
    long deadline = lifespan.deadlineIn(region.layer());
    leases[layer] = null;
    return region.store(lease, kept.expiringBy(deadline), stillFresh, failures);
  }

  /** The entry as one layer may keep it, or null if it may not. */
  private @Nullable Entry keptIn(int layer, Entry entry, @Nullable Entry here) {
    IsolatedRegion region = regions.get(layer);
    Entry kept = region.isShared() ? entry : here;
    return kept == null || mustStayInMemory(region, kept) ? null : kept;
  }

  /** An exception is no value of the declared type, and its stack trace is this JVM's. */
  private static boolean mustStayInMemory(IsolatedRegion region, Entry entry) {
    return region.holdsBytes() && entry.value() instanceof CachedFailure;
  }

  /**
   * Begins to store a new entry in one layer, by the rules of {@link #store}; null if it takes
   * none.
   *
   * @param here the entry as it may be kept in this JVM, or null if it may not
   * @param isKept whether a farther layer has it
   * @return to be asked once for what became of it
   */
  @Nullable Supplier<Lease.Outcome> begin(
      int layer,
      Key key,
      Entry entry,
      @Nullable Entry here,
      boolean isKept,
      Lifespan lifespan,
      BooleanSupplier stillFresh) {
    IsolatedRegion region = regions.get(layer);
    Lease lease = leases[layer];
    Entry kept = keptIn(layer, entry, here);
    if (lease == null
        || kept == null
        || (isKept && !region.admission().isOpenFor(key.canonical()))) {
      return null;
    }
    leases[layer] = null;
    long deadline = lifespan.deadlineIn(region.layer());
    return region.begin(lease, kept.expiringBy(deadline), stillFresh, failures);
  }

  /** Keeps an expired entry in the layers of this JVM, with their leases. */
  void keep(Entry expired, BooleanSupplier stillFresh) {
    for (int i = 0; i < leases.length; i++) {
      Lease lease = leases[i];
      if (lease != null && regions.get(i).asLocal() != null) {
        leases[i] = null;
        var unused = regions.get(i).store(lease, expired, stillFresh, failures);
      }
    }
  }

  /** The load brought a value that is not stored: nothing expired is to stand in for the next. */
  void forgo() {
    for (int i = 0; i < leases.length; i++) {
      Lease lease = leases[i];
      if (lease != null) {
        regions.get(i).forgo(lease, failures);
      }
    }
  }

  /** Gives back what was not used. */
  void release() {
    release(0, leases.length);
  }

  /** Gives back what was not used of several keys, from one of them on. */
  static void releaseAll(List<Reading> readings, int first) {
    for (int i = first; i < readings.size(); i++) {
      try {
        readings.get(i).leases().release();
      } catch (Throwable e) {
        releaseAll(readings, i + 1);
        throw e;
      }
    }
  }

  /** Gives back those from one layer on to another: an error at one must not keep the next. */
  void release(int first, int end) {
    for (int i = first; i < end; i++) {
      Lease lease = leases[i];
      if (lease != null) {
        leases[i] = null;
        try {
          regions.get(i).release(lease, failures);
        } catch (Throwable e) {
          release(i + 1, end);
          throw e;
        }
      }
    }
  }
}
