package dev.multilayercache.agent.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Decides when what a cache stores expires, on the nano clock. */
final class Lifespans {
  private static final Duration FOREVER =
      Duration.ofDays(36_500); // far, yet safe to add to a clock

  private final LongSupplier nanoClock;
  private final Duration maxStaleness;
  private volatile @Nullable Duration mostTtl;

  Lifespans(LongSupplier nanoClock, Duration maxStaleness) {
    this.nanoClock = nanoClock;
    this.maxStaleness = maxStaleness;
  }

  /** Bounds what is stored from now on. */
  void override(Duration ttl) {
    mostTtl = ttl;
  }

  /** The ttl in force where a cache's own is the one given. */
  Duration ttl(Duration ownTtl) {
    Duration most = mostTtl;
    return most == null ? ownTtl : most;
  }

  long nowNanos() {
    return nanoClock.getAsLong();
  }

  /** The life, from now, of a value that is written. */
  Lifespan of(@Nullable Object value, Lifetime lifetime) {
    boolean isNothing = value == null || (value instanceof Optional<?> box && box.isEmpty());
    Duration ttl = isNothing ? lifetime.nullTtl() : lifetime.ttl();
    Duration most = mostTtl;
    return new Lifespan(
        nanoClock.getAsLong(), nanos(most == null ? ttl : least(ttl, most)), lifetime);
  }

  /** The life of an entry that starts now. */
  final class Lifespan {
    private final long startNanos;
    private final long ttlNanos;
    private final Lifetime lifetime;

    private Lifespan(long startNanos, long ttlNanos, Lifetime lifetime) {
      this.startNanos = startNanos;
      this.ttlNanos = ttlNanos;
      this.lifetime = lifetime;
    }

    /** Whether there is none: the value is not to be stored. */
    boolean isOver() {
      return ttlNanos <= 0;
    }

    /** The end whichever layer holds the entry. */
    long deadline() {
      return startNanos + ttlNanos;
    }

    /**
     * The end in one layer.
     *
     * @param alone whether the layer is in this JVM and the shared one, through which invalidations
     *     of other nodes come, is absent
     */
    long deadlineIn(String layer, boolean alone) {
      Duration layerTtl = lifetime.layerTtl().get(layer);
      long life = layerTtl == null ? ttlNanos : Math.min(ttlNanos, nanos(layerTtl));
      return startNanos + (alone ? Math.min(life, nanos(maxStaleness) / 2) : life);
    }
  }

  private static long nanos(Duration duration) {
    return least(duration, FOREVER).toNanos();
  }

  private static Duration least(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
