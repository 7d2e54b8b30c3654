package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.coherence.Invalidation;
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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The layers of one cache, nearest first, as reads go down them.
 *
 * <p>Nothing here depends on how many there are.
 */
final class Chain {
  private final String cache;
  private final List<IsolatedRegion> regions;
  private final Freshness freshness;

  Chain(String cache, List<IsolatedRegion> regions, Freshness freshness) {
    this.cache = cache;
    this.regions = List.copyOf(regions);
    this.freshness = freshness;
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
   * What a layer of this JVM keeps of a key beyond its end and nothing has invalidated, or null.
   */
  @Nullable Entry keptIn(IsolatedRegion region, Key key) {
    LocalRegion local = region.asLocal();
    Entry entry = local == null ? null : local.probe(key.local());
    return entry != null
            && freshness.isExpired(entry)
            && !entry.isGone(freshness.nowNanos())
            && holds(key, entry)
        ? entry
        : null;
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
