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
  private volatile @Nullable Duration overridingTtl;

  Lifespans(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** Takes the place of every ttl for what is stored from now on; null keeps a shorter one. */
  void override(Duration ttl) {
    overridingTtl = ttl;
  }

  /** The ttl in force where a cache's own is the one given. */
  Duration ttl(Duration ownTtl) {
    Duration overriding = overridingTtl;
    return overriding == null ? ownTtl : overriding;
  }

  long nowNanos() {
    return nanoClock.getAsLong();
  }

  /** The life, from now, of a value that is written. */
  Lifespan of(@Nullable Object value, Lifetime lifetime) {
    return of(value, lifetime, /* atMost= */ null);
  }

  /**
   * The same, and not longer than so.
   *
   * @param atMost null says nothing; zero or less stores nothing
   */
  Lifespan of(@Nullable Object value, Lifetime lifetime, @Nullable Duration atMost) {
    boolean isNothing = value == null || (value instanceof Optional<?> box && box.isEmpty());
    Duration ttl = ttl(lifetime.ttl());
    Duration life = isNothing ? least(lifetime.nullTtl(), ttl) : ttl;
    return new Lifespan(
        nanoClock.getAsLong(), nanos(atMost == null ? life : least(atMost, life)), lifetime);
  }

  /** The life of an entry that starts now. */
  static final class Lifespan {
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

    /** The end in one layer. */
    long deadlineIn(String layer) {
      Duration layerTtl = lifetime.layerTtl().get(layer);
      boolean isShorter = layerTtl != null && layerTtl.compareTo(lifetime.ttl()) < 0;
      long life = layerTtl != null && isShorter ? Math.min(ttlNanos, nanos(layerTtl)) : ttlNanos;
      return startNanos + life;
    }
  }

  private static long nanos(Duration duration) {
    return least(duration, FOREVER).toNanos();
  }

  private static Duration least(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
