package dev.multilayercache.agent.layer.caffeine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.multilayercache.agent.coherence.KeyPattern;
import dev.multilayercache.agent.key.KeyShape;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.Lease;
import dev.multilayercache.agent.layer.LocalRegion;
import dev.multilayercache.agent.layer.Lookup;
import dev.multilayercache.agent.layer.Slot;
import dev.multilayercache.agent.thread.StackRoom;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One cache's entries in a Caffeine cache of its own, found by their local keys.
 *
 * <p>Of Caffeine only reads, {@code compute} and removal are used: never its loader, which cannot
 * recurse and does not see an invalidation while it loads.
 */
final class CaffeineRegion implements LocalRegion {
  private final Cache<Object, Entry> cache;
  private final Policy<Object, Entry> policy;
  private final ConcurrentMap<Object, Entry> entries;
  private final Upkeep upkeep;
  private final LongSupplier nanoClock;
  private final Slots slots = new Slots();
  private final Drops drops = new Drops();
  private final Drops layerDrops;
  private final long maximumEntries;
  private final BooleanSupplier hasRoom;

  /**
   * @param maxIdle how long an entry stays that is not read, or null for as long as there is room
   * @param maintenance runs Caffeine's upkeep, which must not land on the common pool
   * @param layerDrops counts for the whole layer what {@link #drops} counts for this region
   * @param hasRoom whether the heap has room for something new
   */
  CaffeineRegion(
      long maximumEntries,
      @Nullable Duration maxIdle,
      LongSupplier nanoClock,
      Executor maintenance,
      Drops layerDrops,
      BooleanSupplier hasRoom) {
    this.maximumEntries = maximumEntries;
    this.hasRoom = hasRoom;
    this.nanoClock = nanoClock;
    this.layerDrops = layerDrops;
    this.upkeep = new Upkeep(maintenance, () -> entries() >= maximumEntries / 2, maxIdle != null);
    Drops own = drops; // the listener must not hold the region
    Caffeine<Object, Entry> settings =
        Caffeine.newBuilder()
            .maximumSize(maximumEntries)
            .executor(upkeep)
            .evictionListener(
                (key, entry, cause) -> {
                  own.dropped(cause == RemovalCause.EXPIRED);
                  layerDrops.dropped(cause == RemovalCause.EXPIRED);
                });
    this.cache =
        (maxIdle == null
                ? settings
                : settings.expireAfterAccess(maxIdle).ticker(nanoClock::getAsLong))
            .build();
    this.policy = cache.policy();
    this.entries = cache.asMap();
  }

  /** Takes a lock, for the upkeep, only where the stack has room to give it back. */
  @Override
  public @Nullable Entry probe(Object localKey) {
    if (!upkeep.takesRead()) {
      return policy.getIfPresentQuietly(localKey);
    }
    StackRoom.proveForHit();
    return cache.getIfPresent(localKey);
  }

  @Override
  public MethodHandle quietProbe() {
    return QuietProbe.of(policy, upkeep);
  }

  @Override
  public @Nullable Slot slot(Object localKey) {
    return upkeep.wantsEachRead() ? null : slots.of(localKey, this::probe);
  }

  @Override
  public void replaceAll(UnaryOperator<Entry> change) {
    changed(
        () -> {
          entries.replaceAll((key, entry) -> change.apply(entry));
          return true;
        });
  }

  @Override
  public void discard(Object localKey, Entry entry, boolean expired) {
    if (changed(() -> entries.remove(localKey, entry)) && expired) {
      drops.expired();
      layerDrops.expired();
    }
  }

  @Override
  public Lookup read(Key key, long stamp) {
    Entry entry = probe(key.local());
    long now = nanoClock.getAsLong();
    if (entry != null && !entry.isExpired(now)) {
      return new Lookup.Hit(entry);
    }
    return new Lookup.Miss(
        new LoadLease(this, key.local(), nanoClock), kept(key.local(), entry, now));
  }

  @Override
  public @Nullable Entry peek(Key key, long stamp) {
    Entry entry = probe(key.local());
    long now = nanoClock.getAsLong();
    if (entry == null || !entry.isExpired(now)) {
      return entry;
    }
    var unused = kept(key.local(), entry, now);
    return null;
  }

  /** An expired entry if it is kept beyond its end; one that is not is dropped. */
  private @Nullable Entry kept(Object localKey, @Nullable Entry expired, long now) {
    if (expired == null || !expired.isGone(now)) {
      return expired;
    }
    discard(localKey, expired, /* expired= */ true);
    return null;
  }

  @Override
  public Lease claim(Key key) {
    return new WriteLease(this, key.local());
  }

  /** Whether the heap has room for something new. */
  boolean hasRoom() {
    return hasRoom.getAsBoolean();
  }

  /** Evicts the half of its entries that was used least, and keeps no more than the rest. */
  void giveWay() {
    policy.eviction().ifPresent(bound -> bound.setMaximum(Math.max(1, entries() / 2)));
    slots.forget();
  }

  /** Keeps as many entries as before. */
  void recover() {
    policy.eviction().ifPresent(bound -> bound.setMaximum(maximumEntries));
  }

  /**
   * Puts an entry in another's place.
   *
   * @param replacement given what is there, or null; what it gives back is there afterwards
   */
  @Nullable Entry replace(Object localKey, UnaryOperator<@Nullable Entry> replacement) {
    return changed(() -> entries.compute(localKey, (key, old) -> replacement.apply(old)));
  }

  @Override
  public void remove(Key key) {
    changed(() -> entries.remove(key.local()));
  }

  @Override
  public void removeMatching(KeyPattern pattern) {
    changed(() -> entries.keySet().removeIf(local -> pattern.matches(KeyShape.canonical(local))));
  }

  @Override
  public void clear() {
    changed(
        () -> {
          cache.invalidateAll();
          return true;
        });
  }

  @Override
  public List<Object> hottest(int most) {
    return policy
        .eviction()
        .map(eviction -> List.copyOf(eviction.hottest(most).keySet()))
        .orElse(List.of());
  }

  /** Slots forget with each change, also with one that failed half-way. */
  private <T extends @Nullable Object> T changed(Supplier<T> change) {
    try {
      return change.get();
    } finally {
      slots.forget();
    }
  }

  @Override
  public long entries() {
    return cache.estimatedSize();
  }

  @Override
  public long expirations() {
    return drops.expirations();
  }

  @Override
  public long evictions() {
    return drops.evictions();
  }

  /**
   * Removes expired entries; returns how many. Those of objects that are gone go, too.
   *
   * <p>Also does the upkeep that is left over: what is written while Caffeine runs its upkeep on an
   * executor of ours waits for the next write, and entries above the maximum with it.
   */
  long prune() {
    cache.cleanUp();
    upkeep.done();
    long now = nanoClock.getAsLong();
    long before = drops.expirations();
    for (Map.Entry<Object, Entry> each : entries.entrySet()) {
      boolean expired = each.getValue().isGone(now);
      if (expired || KeyShape.isGone(each.getKey())) {
        discard(each.getKey(), each.getValue(), expired);
      }
    }
    return drops.expirations() - before;
  }
}
