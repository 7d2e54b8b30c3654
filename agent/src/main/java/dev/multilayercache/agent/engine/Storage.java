package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.engine.Lifespans.Lifespan;
import dev.multilayercache.agent.layer.Endurance;
import dev.multilayercache.agent.layer.EnduringEntry;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * How entries come into the layers of one cache: stored farthest first by loads and writes, copied
 * upward by reads.
 */
final class Storage {
  private final List<IsolatedRegion> regions;
  private final Freshness freshness;
  private final boolean populateUpperLayers;
  private final Endurance endurance;

  Storage(Chain chain, Freshness freshness, boolean populateUpperLayers, Endurance endurance) {
    this.regions = chain.regions();
    this.freshness = freshness;
    this.populateUpperLayers = populateUpperLayers;
    this.endurance = endurance;
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

  /**
   * Keeps an expired entry at hand in this JVM, beyond its end.
   *
   * @param leases of the layers that had nothing live
   */
  void keep(Key key, Leases leases, Entry expired) {
    leases.keep(expired, () -> freshness.holds(expired.stamp(), key, expired.tags()));
  }
}
