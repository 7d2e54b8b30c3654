package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.engine.Lifespans.Lifespan;
import dev.multilayercache.agent.layer.Endurance;
import dev.multilayercache.agent.layer.EnduringEntry;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.Lease;
import dev.multilayercache.agent.layer.LocalRegion;
import dev.multilayercache.agent.layer.Lookup;
import dev.multilayercache.agent.log.AgentLog;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The layers of one cache, nearest first: read downward, populated upward.
 *
 * <p>Nothing here depends on how many there are.
 */
final class Chain {
  private final String cache;
  private final List<IsolatedRegion> regions;
  private final Freshness freshness;
  private final boolean populateUpperLayers;
  private final Endurance endurance;

  Chain(
      String cache,
      List<IsolatedRegion> regions,
      Freshness freshness,
      boolean populateUpperLayers,
      Endurance endurance) {
    this.cache = cache;
    this.regions = List.copyOf(regions);
    this.freshness = freshness;
    this.populateUpperLayers = populateUpperLayers;
    this.endurance = endurance;
  }

  List<IsolatedRegion> regions() {
    return regions;
  }

  /** Those that are in this JVM and can be probed. */
  List<LocalRegion> localRegions() {
    return regions.stream().map(IsolatedRegion::asLocal).filter(Objects::nonNull).toList();
  }

  /** Asks each layer until one has a usable entry, taking the leases of those that have not. */
  Reading read(LoadRequest request, long stamp) {
    return read(request, stamp, /* mayWait= */ true);
  }

  /** Like {@link #read}, with no wait for what another node loads. */
  Reading readWithoutWaiting(LoadRequest request, long stamp) {
    return read(request, stamp, /* mayWait= */ false);
  }

  private Reading read(LoadRequest request, long stamp, boolean mayWait) {
    Leases leases = new Leases(regions, request.failures());
    try {
      return read(request, stamp, mayWait, leases);
    } catch (Throwable e) {
      leases.release();
      throw e;
    }
  }

  private Reading read(LoadRequest request, long stamp, boolean mayWait, Leases leases) {
    Key key = request.key();
    Entry expired = null;
    for (int i = 0; i < regions.size() && !isHeldBack(expired); i++) {
      Duration wait = mayWait ? request.patience().withLoads(expired != null) : Duration.ZERO;
      Lookup lookup = regions.get(i).read(key, stamp, wait, request.failures());
      if (lookup instanceof Lookup.Hit hit) {
        Reading found = judge(i, request, hit, leases, stamp);
        if (found != null) {
          return found;
        }
      } else if (lookup instanceof Lookup.Miss miss) {
        leases.take(i, miss.lease());
        expired = later(expired, miss.expired());
      }
    }
    return new Reading(leases, null, regions.size(), expired);
  }

  /** What one layer had, if that is usable; else null, and the layer's lease is taken. */
  @Nullable Reading judge(
      int layer, LoadRequest request, Lookup.Hit hit, Leases leases, long stamp) {
    Entry entry = hit.entry();
    if (isUsable(layer, request.key(), entry) && suits(layer, request, entry)) {
      return new Reading(leases, entry, layer);
    }
    leases.take(layer, replace(layer, request, entry, stamp));
    return null;
  }

  /** While no load is tried, no farther layer is asked either. */
  private boolean isHeldBack(@Nullable Entry expired) {
    return expired instanceof EnduringEntry enduring && enduring.isHeldBack(freshness.nowNanos());
  }

  private static @Nullable Entry later(@Nullable Entry one, @Nullable Entry other) {
    return one == null || (other != null && one.outlives(other.deadlineNanos())) ? other : one;
  }

  /** Like {@link #read}, without leases: for a reader who will not load. */
  Reading peek(Key key, long stamp) {
    for (int i = 0; i < regions.size(); i++) {
      Entry entry = peek(i, key, stamp);
      if (entry != null) {
        return new Reading(new Leases(regions), entry, i);
      }
    }
    return new Reading(new Leases(regions), null, regions.size());
  }

  /** The usable entry in one layer, or null. */
  @Nullable Entry peek(int layer, Key key, long stamp) {
    Entry entry = regions.get(layer).peek(key, stamp);
    return entry != null && isUsable(layer, key, entry) ? entry : null;
  }

  /**
   * Takes the leases of all layers to load a key anew before its entry expires, unless a shared
   * layer has a newer one by now.
   *
   * @return null if another node loads it
   */
  @Nullable Reading recheck(LoadRequest request, long stamp) {
    Leases leases = new Leases(regions, request.failures());
    boolean goesOn = false;
    try {
      Reading reading = recheck(request, stamp, leases);
      goesOn = reading != null;
      return reading;
    } finally {
      if (!goesOn) {
        leases.release();
      }
    }
  }

  private @Nullable Reading recheck(LoadRequest request, long stamp, Leases leases) {
    Key key = request.key();
    for (int i = 0; i < regions.size(); i++) {
      Lookup lookup = regions.get(i).reload(key, stamp, request.failures());
      if (lookup instanceof Lookup.Elsewhere) {
        return null;
      }
      if (lookup instanceof Lookup.Miss miss) {
        leases.take(i, miss.lease());
      } else if (lookup instanceof Lookup.Hit hit) {
        return isUsable(i, key, hit.entry()) && suits(i, request, hit.entry())
            ? new Reading(leases, hit.entry(), i)
            : null;
      }
    }
    return new Reading(leases, null, regions.size());
  }

  /**
   * Copies the entry found into those layers above that admit the key, for what is left of its
   * life.
   */
  void populate(Key key, Reading found, Entry entry, Lifespan lifespan, long stamp) {
    populate(
        key,
        found,
        entry,
        lifespan,
        stamp,
        region -> region.admission().isOpenAfterHitOf(key.canonical()));
  }

  /** The same for a key that is known to be read often: all layers above take it. */
  void populateAll(Key key, Reading found, Entry entry, Lifespan lifespan, long stamp) {
    populate(key, found, entry, lifespan, stamp, region -> true);
  }

  private void populate(
      Key key,
      Reading found,
      Entry entry,
      Lifespan lifespan,
      long stamp,
      Predicate<IsolatedRegion> admits) {
    Leases leases = found.leases();
    try {
      if (populateUpperLayers && !lifespan.isOver()) {
        takeAdmitting(leases, found.layer(), key, admits);
        Entry copy = prepared(entry.expiringBy(lifespan.deadline()), lifespan);
        leases.copy(
            found.layer(),
            copy,
            copy, // how old it is, is not known: it answers only while this node is live
            lifespan,
            () ->
                lifespan.isInForce()
                    && freshness.holds(Math.min(stamp, entry.stamp()), key, entry.tags()));
      }
    } finally {
      leases.release();
    }
  }

  /** Gives back the leases of layers that do not take the key yet, and takes those missing. */
  private void takeAdmitting(Leases leases, int below, Key key, Predicate<IsolatedRegion> admits) {
    for (int i = 0; i < below; i++) {
      if (!admits.test(regions.get(i))) {
        leases.release(i, i + 1);
      } else if (leases.lacks(i)) {
        leases.claim(i, key);
      }
    }
  }

  /** Takes the leases of all layers for a write that is not the end of a load. */
  Leases claim(Key key) {
    return claim(key, region -> true);
  }

  /** Those of the layers that tell local forms of a key apart. */
  Leases claimLocal(Key key) {
    return claim(key, region -> region.asLocal() != null);
  }

  private Leases claim(Key key, Predicate<IsolatedRegion> which) {
    Leases leases = new Leases(regions);
    for (int i = regions.size() - 1; i >= 0; i--) {
      if (which.test(regions.get(i))) {
        leases.claim(i, key);
      }
    }
    return leases;
  }

  /**
   * Stores a new value in all layers; false if an invalidation or a newer write came first.
   *
   * @param ageNanos the time since its load began
   */
  boolean store(Key key, Leases leases, Entry entry, long ageNanos, Lifespan lifespan) {
    BooleanSupplier stillFresh =
        () -> lifespan.isInForce() && freshness.holds(entry.stamp(), key, entry.tags());
    try {
      Entry kept = prepared(entry, lifespan);
      return stillFresh.getAsBoolean()
          && leases.store(key, kept, freshness.keepable(kept, ageNanos), lifespan, stillFresh);
    } finally {
      leases.release();
    }
  }

  /** One that a layer gave may know itself for how long it is good. */
  private Entry prepared(Entry entry, Lifespan lifespan) {
    if (endurance.isNone() || entry instanceof EnduringEntry) {
      return entry;
    }
    long lifeNanos = 0;
    for (IsolatedRegion each : regions) {
      lifeNanos = Math.max(lifeNanos, lifespan.nanosIn(each.layer()));
    }
    return endurance.prepared(entry.expiringBy(lifespan.deadlineAfter(lifeNanos)), lifeNanos);
  }

  /** What layers of this JVM keep of a key beyond its end, or null. */
  @Nullable Entry keptHere(Key key) {
    for (IsolatedRegion each : regions) {
      LocalRegion local = each.asLocal();
      Entry entry = local == null ? null : local.probe(key.local());
      if (entry != null && freshness.isExpired(entry)) {
        return entry;
      }
    }
    return null;
  }

  /** Whether nothing has invalidated an entry of this cache that is kept beyond its end. */
  boolean holds(Key key, Entry expired) {
    for (IsolatedRegion each : regions) {
      LocalRegion local = each.asLocal();
      if (local != null && local.probe(key.local()) == expired) {
        return freshness.judgeInPlace(expired, key.local(), freshness.nowNanos());
      }
    }
    return freshness.isLive() && freshness.holds(expired.stamp(), key, expired.tags());
  }

  /**
   * Keeps an expired entry at hand in this JVM, beyond its end.
   *
   * @param leases of the layers that had nothing live
   */
  void keep(Key key, Leases leases, Entry expired) {
    leases.keep(expired, () -> freshness.holds(expired.stamp(), key, expired.tags()));
  }

  /** Removes what an invalidation concerns, farthest layer first; false if one failed to. */
  boolean forget(Invalidation invalidation, List<Key> keys, Predicate<IsolatedRegion> which) {
    boolean complete = true;
    for (int i = regions.size() - 1; i >= 0; i--) {
      if (which.test(regions.get(i))) {
        complete &= regions.get(i).forget(invalidation, keys);
      }
    }
    return complete;
  }

  boolean isUsable(int layer, Key key, Entry entry) {
    IsolatedRegion region = regions.get(layer);
    boolean inPlace = region.asLocal() != null;
    // A shared layer knows by itself what other nodes invalidate; in place it is judged with the
    // rest.
    return freshness.isUsable(entry, key, inPlace)
        && (inPlace || region.isShared() || freshness.isLive());
  }

  private boolean suits(int layer, LoadRequest request, Entry entry) {
    if (request.accepts(entry.value())) {
      return true;
    }
    if (entry.value() instanceof CachedFailure) {
      return false; // others may share the cache, and the API does
    }
    AgentLog.warnOncePerMinute(
        "type " + cache,
        "cache %s: layer %s holds a value that is not a %s. It is loaded anew. Do methods with"
                .formatted(cache, regions.get(layer).layer(), request.type().getName())
            + " different results share the cache?");
    return false;
  }

  /** A lease to write over an entry that may not answer, unless the reader is late himself. */
  private Lease replace(int layer, LoadRequest request, Entry unusable, long stamp) {
    Key key = request.key();
    IsolatedRegion region = regions.get(layer);
    boolean expired = freshness.isExpired(unusable);
    if (!expired || unusable.isGone(freshness.nowNanos())) {
      region.discard(key, unusable, expired, request.failures());
    }
    return freshness.holds(stamp, key, List.of())
        ? region.claim(key, request.failures())
        : Lease.NONE;
  }
}
