package dev.multilayercache.agent.layer.caffeine;

import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.layer.LayerStatus;
import dev.multilayercache.agent.layer.Region;
import dev.multilayercache.agent.layer.RegionSpec;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Entries in this JVM's memory, as the objects they are, bounded in number per cache.
 *
 * <p>Always ready. Eviction is Caffeine's W-TinyLFU; expiry is ours: the deadline is in the entry,
 * so that Caffeine need not read a clock on each hit.
 */
public final class CaffeineLayer implements Layer {
  private static final Duration PRUNE_EVERY = Duration.ofSeconds(1);

  private final String name;
  private final long maximumEntries;
  private final @Nullable Duration maxIdle;
  private final LongSupplier nanoClock;
  private final Drops drops = new Drops();
  private final LiveRegions regions = new LiveRegions();
  private final AtomicBoolean isSeenTo = new AtomicBoolean();
  private final MemoryGuard memory;
  private final Housekeeping housekeeping;

  /** One whose entries need not be read to stay. */
  public CaffeineLayer(String name, long maximumEntries, LongSupplier nanoClock) {
    this(name, maximumEntries, /* maxIdle= */ null, nanoClock);
  }

  /**
   * @param maximumEntries in each cache
   * @param maxIdle how long an entry stays that is not read, where a cache does not say otherwise;
   *     null means as long as there is room
   * @param nanoClock the clock of the entries' deadlines, {@link System#nanoTime} or alike
   */
  public CaffeineLayer(
      String name, long maximumEntries, @Nullable Duration maxIdle, LongSupplier nanoClock) {
    this(name, maximumEntries, maxIdle, /* memoryGuard= */ 1, nanoClock);
  }

  /**
   * @param memoryGuard part of the heap above which nothing new is kept; 1 for none
   */
  public CaffeineLayer(
      String name,
      long maximumEntries,
      @Nullable Duration maxIdle,
      double memoryGuard,
      LongSupplier nanoClock) {
    this(name, maximumEntries, maxIdle, memoryGuard, nanoClock, PRUNE_EVERY);
  }

  CaffeineLayer(
      String name,
      long maximumEntries,
      @Nullable Duration maxIdle,
      LongSupplier nanoClock,
      Duration pruneEvery) {
    this(name, maximumEntries, maxIdle, /* memoryGuard= */ 1, nanoClock, pruneEvery);
  }

  private CaffeineLayer(
      String name,
      long maximumEntries,
      @Nullable Duration maxIdle,
      double memoryGuard,
      LongSupplier nanoClock,
      Duration pruneEvery) {
    if (maximumEntries <= 0) {
      throw new IllegalArgumentException(
          "Layer %s: maximumEntries is %d. Write a positive number."
              .formatted(name, maximumEntries));
    }
    this.name = name;
    this.maximumEntries = maximumEntries;
    this.maxIdle = maxIdle;
    this.nanoClock = nanoClock;
    this.memory = new MemoryGuard(name, memoryGuard, nanoClock);
    this.housekeeping = new Housekeeping(name, pruneEvery, this::tidyUp);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public Region region(RegionSpec spec) {
    Duration idle = spec.maxIdle() == null ? maxIdle : spec.maxIdle();
    CaffeineRegion region =
        new CaffeineRegion(maximumEntries, idle, nanoClock, housekeeping, drops, this::hasRoom);
    regions.add(region);
    return region;
  }

  /** Asked before something new is kept; where the answer is no, it is seen to that at once. */
  private boolean hasRoom() {
    boolean hasRoom = memory.hasRoom();
    if (!hasRoom && isSeenTo.compareAndSet(false, true)) {
      housekeeping.execute(this::watchMemory);
    }
    return hasRoom;
  }

  private void tidyUp() {
    prune();
    watchMemory();
  }

  private void watchMemory() {
    isSeenTo.set(false);
    switch (memory.check()) {
      case GIVE_WAY -> regions.live().forEach(CaffeineRegion::giveWay);
      case RECOVER -> regions.live().forEach(CaffeineRegion::recover);
      default -> {}
    }
  }

  /** Removes expired entries; returns how many. */
  public long prune() {
    return regions.live().stream().mapToLong(CaffeineRegion::prune).sum();
  }

  /** Reads are not counted here: the engine does, once per call and not once per layer. */
  @Override
  public LayerStatus status() {
    return new LayerStatus(
        "ready", /* errors= */ 0, drops.evictions(), drops.expirations(), /* reads= */ 0, 0);
  }

  @Override
  public long entries() {
    return regions.live().stream().mapToLong(CaffeineRegion::entries).sum();
  }

  @Override
  public void close() {
    housekeeping.close();
  }
}
