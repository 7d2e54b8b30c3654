package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.time.DailyTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Decides when what a cache stores expires, on the nano clock. */
final class Lifespans {
  private static final Duration FOREVER =
      Duration.ofDays(36_500); // far, yet safe to add to a clock

  private static final Duration LEAST_UNTIL = Duration.ofSeconds(60);
  private static final Duration MOST_UNTIL = Duration.ofHours(24);

  private final String cache;
  private final LongSupplier nanoClock;
  private final InstantSource wallClock;
  private final Map<String, Double> jitter;
  private volatile @Nullable Duration overridingTtl;

  Lifespans(LongSupplier nanoClock) {
    this("", nanoClock, InstantSource.system(), Map.of());
  }

  /**
   * @param cache its name, for people
   * @param wallClock tells what time of day it is
   * @param jitter by layer, the part of a life that chance may take off
   */
  Lifespans(
      String cache, LongSupplier nanoClock, InstantSource wallClock, Map<String, Double> jitter) {
    this.cache = cache;
    this.nanoClock = nanoClock;
    this.wallClock = wallClock;
    this.jitter = Map.copyOf(jitter);
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

  /** The most that somebody has set instead of every ttl, in milliseconds. */
  long mostMillis() {
    Duration overriding = overridingTtl;
    return overriding == null ? Long.MAX_VALUE : least(overriding, FOREVER).toMillis();
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
    Duration overriding = overridingTtl;
    Duration ttl = overriding == null ? lifetime.ttl() : overriding;
    Duration life = isNothing ? least(lifetime.nullTtl(), ttl) : ttl;
    DailyTime until = lifetime.until();
    if (until != null) {
      life = least(life, within(until.until(wallClock.instant(), cache)));
    }
    return new Lifespan(
        this,
        overriding,
        nanoClock.getAsLong(),
        nanos(atMost == null ? life : least(atMost, life)),
        lifetime);
  }

  private static Duration within(Duration until) {
    return until.compareTo(LEAST_UNTIL) < 0 ? LEAST_UNTIL : least(until, MOST_UNTIL);
  }

  /** The life of an entry that starts now. */
  static final class Lifespan {
    private final Lifespans lifespans;
    private final @Nullable Duration overridden;
    private final long startNanos;
    private final long ttlNanos;
    private final Lifetime lifetime;

    private Lifespan(
        Lifespans lifespans,
        @Nullable Duration overridden,
        long startNanos,
        long ttlNanos,
        Lifetime lifetime) {
      this.lifespans = lifespans;
      this.overridden = overridden;
      this.startNanos = startNanos;
      this.ttlNanos = ttlNanos;
      this.lifetime = lifetime;
    }

    /** Whether there is none: the value is not to be stored. */
    boolean isOver() {
      return ttlNanos <= 0;
    }

    /** Whether nobody has set another ttl since. */
    boolean isInForce() {
      return Objects.equals(lifespans.overridingTtl, overridden);
    }

    /** The end whichever layer holds the entry. */
    long deadline() {
      return startNanos + ttlNanos;
    }

    /** The end in one layer, a little earlier by chance where the layer asks for it. */
    long deadlineIn(String layer) {
      long life = nanosIn(layer);
      return deadlineAfter(life - lifespans.chance(layer, life));
    }

    long deadlineAfter(long nanos) {
      return startNanos + nanos;
    }

    /** How long it is in one layer at most. */
    long nanosIn(String layer) {
      Duration layerTtl = lifetime.layerTtl().get(layer);
      boolean isShorter = layerTtl != null && layerTtl.compareTo(lifetime.ttl()) < 0;
      return layerTtl != null && isShorter ? Math.min(ttlNanos, nanos(layerTtl)) : ttlNanos;
    }
  }

  private long chance(String layer, long life) {
    Double most = jitter.get(layer);
    return most == null || most == 0
        ? 0
        : (long) (life * most * ThreadLocalRandom.current().nextDouble());
  }

  /** Zero for what is less: an instant long ago is more than three hundred years from now. */
  static long nanos(Duration duration) {
    return duration.isNegative() ? 0 : least(duration, FOREVER).toNanos();
  }

  private static Duration least(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
