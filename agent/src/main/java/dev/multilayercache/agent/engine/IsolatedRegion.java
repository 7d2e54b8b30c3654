package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.layer.Lease;
import dev.multilayercache.agent.layer.LocalRegion;
import dev.multilayercache.agent.layer.Lookup;
import dev.multilayercache.agent.layer.Region;
import dev.multilayercache.agent.layer.RegionSpec;
import dev.multilayercache.agent.log.AgentLog;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One layer's part of a cache, isolated: when it throws, it is absent for this call.
 *
 * <p>Only an error of the virtual machine passes.
 */
final class IsolatedRegion {
  private static final Lookup ABSENT = new Lookup.Miss(Lease.NONE);

  private final String layer;
  private final boolean shared;
  private final boolean holdsBytes;
  private final boolean forgetsByItself;
  private final Admission admission;
  private final @Nullable Region region;

  IsolatedRegion(Layer layer, RegionSpec spec) {
    this(layer, spec, Admission.OF_ALL);
  }

  /**
   * @param admission which keys the layer takes of this cache
   */
  IsolatedRegion(Layer layer, RegionSpec spec, Admission admission) {
    this.admission = admission;
    this.layer = layer.name();
    this.shared = layer.isShared();
    this.holdsBytes = layer.isShared() || layer.forgetter().isPresent();
    this.forgetsByItself = layer.bus().isPresent() || layer.forgetter().isPresent();
    this.region =
        attempt("opening a region", () -> Optional.of(layer.region(spec)), Optional.<Region>empty())
            .orElse(null);
    // What this needs is loaded now: its first time in earnest may be where the stack ends.
    release(Lease.NONE, LoadRequest.NOBODY);
  }

  String layer() {
    return layer;
  }

  boolean isShared() {
    return shared;
  }

  /** Whether values are bytes there, not the objects themselves. */
  boolean holdsBytes() {
    return holdsBytes;
  }

  Admission admission() {
    return admission;
  }

  /** Whether the layer's bus or forgetter makes it forget; else {@link #forget} must be called. */
  boolean forgetsByItself() {
    return forgetsByItself;
  }

  @Nullable LocalRegion asLocal() {
    return region instanceof LocalRegion local ? local : null;
  }

  /**
   * @param waitAtMost for another node's load; null for as long as the layer waits
   */
  Lookup read(
      Key key, long stamp, @Nullable Duration waitAtMost, BiConsumer<String, Throwable> failures) {
    Region region = this.region;
    boolean mayWait = waitAtMost == null || !waitAtMost.isZero();
    return region == null
        ? ABSENT
        : attempt(
            "a read",
            () ->
                mayWait
                    ? region.read(key, stamp, waitAtMost)
                    : region.readWithoutWaiting(key, stamp),
            ABSENT,
            failures);
  }

  List<Lookup> readAll(List<Key> keys, long stamp, BiConsumer<String, Throwable> failures) {
    List<Lookup> absent = Collections.nCopies(keys.size(), ABSENT);
    Region region = this.region;
    return region == null
        ? absent
        : attempt("a read", () -> region.readAll(keys, stamp), absent, failures);
  }

  @Nullable Entry[] peekAll(List<Key> keys, long stamp) {
    @Nullable Entry[] absent = new Entry[keys.size()];
    Region region = this.region;
    return region == null ? absent : attempt("a read", () -> region.peekAll(keys, stamp), absent);
  }

  @Nullable Entry peek(Key key, long stamp) {
    Region region = this.region;
    return region == null
        ? null
        : attempt(
                "a read",
                () -> Optional.ofNullable(region.peek(key, stamp)),
                Optional.<Entry>empty())
            .orElse(null);
  }

  Lookup reload(Key key, long stamp, BiConsumer<String, Throwable> failures) {
    Region region = this.region;
    return region == null
        ? ABSENT
        : attempt("a read", () -> region.reload(key, stamp), ABSENT, failures);
  }

  Lease claim(Key key, BiConsumer<String, Throwable> failures) {
    Region region = this.region;
    return region == null
        ? Lease.NONE
        : attempt("a write", () -> region.claim(key), Lease.NONE, failures);
  }

  Lease.Outcome store(
      Lease lease,
      Entry entry,
      BooleanSupplier stillFresh,
      BiConsumer<String, Throwable> failures) {
    return attempt("a write", () -> lease.store(entry, stillFresh), Lease.Outcome.ABSENT, failures);
  }

  /** Begins to store; what it gives is to be asked once. */
  Supplier<Lease.Outcome> begin(
      Lease lease,
      Entry entry,
      BooleanSupplier stillFresh,
      BiConsumer<String, Throwable> failures) {
    Supplier<Lease.Outcome> begun =
        attempt(
            "a write", () -> lease.begin(entry, stillFresh), () -> Lease.Outcome.ABSENT, failures);
    return () -> attempt("a write", begun, Lease.Outcome.ABSENT, failures);
  }

  void release(Lease lease, BiConsumer<String, Throwable> failures) {
    attempt("giving a lease back", () -> done(lease::release), false, failures);
  }

  void forgo(Lease lease, BiConsumer<String, Throwable> failures) {
    attempt("a removal", () -> done(lease::forgo), false, failures);
  }

  /** Drops an entry that may not answer; a shared layer judges its own. */
  void discard(Key key, Entry entry, boolean expired, BiConsumer<String, Throwable> failures) {
    LocalRegion local = asLocal();
    if (local != null) {
      attempt(
          "a removal",
          () -> done(() -> local.discard(key.local(), entry, expired)),
          false,
          failures);
    }
  }

  /**
   * Removes what an invalidation concerns; false if the region failed to.
   *
   * <p>Entries that carry tags are left to generations in this JVM. A shared layer cannot be judged
   * so, and loses everything.
   *
   * @param keys every form of the key of an invalidation by key
   */
  boolean forget(Invalidation invalidation, List<Key> keys) {
    Region region = this.region;
    if (region == null) {
      return true;
    }
    return attempt("an invalidation", () -> done(() -> forget(region, invalidation, keys)), false);
  }

  long entries() {
    Region region = this.region;
    return region == null ? 0 : attempt("counting entries", region::entries, 0L);
  }

  private void forget(Region region, Invalidation invalidation, List<Key> keys) {
    if (invalidation instanceof Invalidation.ByKey) {
      keys.forEach(region::remove);
    } else if (invalidation instanceof Invalidation.ByPattern byPattern) {
      region.removeMatching(byPattern.pattern());
    } else if (invalidation instanceof Invalidation.All || shared) {
      region.clear();
    }
  }

  private <T> T attempt(String what, Supplier<T> call, T otherwise) {
    return attempt(what, call, otherwise, LoadRequest.NOBODY);
  }

  /**
   * A failure in this JVM is one of ours, and is told; a shared layer's is not: such layers fail,
   * and have a breaker for that.
   */
  private <T> T attempt(
      String what, Supplier<T> call, T otherwise, BiConsumer<String, Throwable> failures) {
    try {
      return call.get();
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      AgentLog.warnOncePerMinute(
          "layer " + layer,
          "layer %s: %s failed (%s). The call goes on without it."
              .formatted(layer, what, e.getClass().getName()));
      if (!shared) {
        failures.accept(what + " in layer " + layer, e);
      }
      return otherwise;
    }
  }

  private static boolean done(Runnable action) {
    action.run();
    return true;
  }
}
