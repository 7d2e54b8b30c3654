package dev.multilayercache.agent.testing;

import dev.multilayercache.agent.coherence.InvalidationBus;
import dev.multilayercache.agent.coherence.KeyPattern;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.layer.LayerStatus;
import dev.multilayercache.agent.layer.Lease;
import dev.multilayercache.agent.layer.Lookup;
import dev.multilayercache.agent.layer.Region;
import dev.multilayercache.agent.layer.RegionSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A layer over a plain map that remembers how it was used, is not a local region, and can be made
 * shared: then it judges leases by tokens, as a cluster does, and not by generations.
 */
public final class RecordingLayer implements Layer {
  private final String name;
  private final LongSupplier nanoClock;
  private final List<String> reads = new CopyOnWriteArrayList<>();
  private final List<KeyPattern> patterns = new CopyOnWriteArrayList<>();
  private final List<RegionSpec> specs = new CopyOnWriteArrayList<>();
  private final Map<String, MapRegion> regions = new ConcurrentHashMap<>();
  private boolean shared;
  private @Nullable InvalidationBus bus;
  private volatile boolean absent;
  private volatile boolean takesNothing;
  private volatile @Nullable Lookup toReload;
  private volatile Runnable beforeStore = () -> {};
  private volatile Runnable afterStore = () -> {};
  private volatile Runnable afterRead = () -> {};
  private volatile Runnable beforeRemove = () -> {};

  public RecordingLayer(String name, LongSupplier nanoClock) {
    this.name = name;
    this.nanoClock = nanoClock;
  }

  public RecordingLayer shared() {
    shared = true;
    return this;
  }

  public RecordingLayer shared(InvalidationBus itsBus) {
    bus = itsBus;
    return shared();
  }

  /** From now on it answers like a layer that is not there. */
  public void disappear() {
    absent = true;
  }

  /** From now on it takes no value, as if none could be encoded. */
  public void takeNothing() {
    takesNothing = true;
  }

  /** From now on this is what it answers to who would load a key anew; null for its lease. */
  public void answerReloads(@Nullable Lookup answer) {
    toReload = answer;
  }

  /** Called in a store, before anything is judged. */
  public void beforeStore(Runnable action) {
    beforeStore = action;
  }

  /** Called in a store, when the layer holds the value. */
  public void afterStore(Runnable action) {
    afterStore = action;
  }

  /** Called when a read or a peek has its answer. */
  public void afterRead(Runnable action) {
    afterRead = action;
  }

  /** Called when the engine has it forget a key, before it does. */
  public void beforeRemove(Runnable action) {
    beforeRemove = action;
  }

  /** Puts an entry there behind the engine's back. */
  public void hold(String cache, String key, @Nullable Object value, Duration ttl, String... tags) {
    regionOf(cache)
        .entries
        .put(key, new Entry(value, List.of(tags), nanoClock.getAsLong() + ttl.toNanos(), 0));
  }

  /** Forgets a key behind the engine's back, as an invalidation by another node does. */
  public void forget(String cache, String key) {
    regionOf(cache).remove(new Key(cache, key, key));
  }

  /** Puts an entry back, as if a removal had failed. */
  public void restore(String cache, String key, Entry entry) {
    regionOf(cache).entries.put(key, entry);
  }

  /** The live entry of a key, without being counted as a read. */
  public @Nullable Entry held(String cache, String key) {
    Entry entry = regionOf(cache).entries.get(key);
    return entry == null || entry.isExpired(nanoClock.getAsLong()) ? null : entry;
  }

  /** The keys it was asked for, in order. */
  public List<String> reads() {
    return reads;
  }

  /** What regions were asked for, in order. */
  public List<RegionSpec> specs() {
    return specs;
  }

  public List<KeyPattern> patterns() {
    return patterns;
  }

  /** Keys whose lease was neither used nor given back nor voided. */
  public List<String> openLeases(String cache) {
    return new ArrayList<>(regionOf(cache).leases.keySet());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isShared() {
    return shared;
  }

  @Override
  public Region region(RegionSpec spec) {
    specs.add(spec);
    return regionOf(spec.cache());
  }

  @Override
  public Optional<InvalidationBus> bus() {
    return Optional.ofNullable(bus);
  }

  @Override
  public LayerStatus status() {
    return new LayerStatus("ready", 0, 0, 0, reads.size(), 0);
  }

  @Override
  public long entries() {
    return regions.values().stream().mapToLong(Region::entries).sum();
  }

  @Override
  public void close() {}

  private MapRegion regionOf(String cache) {
    return regions.computeIfAbsent(cache, same -> new MapRegion());
  }

  private final class MapRegion implements Region {
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final Map<String, Lease> leases = new ConcurrentHashMap<>();

    @Override
    public Lookup read(Key key, long stamp) {
      Entry entry = peek(key, stamp);
      if (entry != null) {
        return new Lookup.Hit(entry);
      }
      return new Lookup.Miss(absent ? Lease.NONE : claim(key));
    }

    @Override
    public @Nullable Entry peek(Key key, long stamp) {
      reads.add(key.canonical());
      Entry entry = absent ? null : held(key.cache(), key.canonical());
      afterRead.run();
      if (entry == null || !shared) {
        return entry;
      }
      return new Entry(entry.value(), entry.tags(), entry.deadlineNanos(), stamp);
    }

    @Override
    public Lease claim(Key key) {
      Lease lease = new MapLease(this, key.canonical());
      leases.put(key.canonical(), lease);
      return lease;
    }

    @Override
    public Lookup reload(Key key, long stamp) {
      Lookup answer = toReload;
      return answer == null ? new Lookup.Miss(absent ? Lease.NONE : claim(key)) : answer;
    }

    @Override
    public void remove(Key key) {
      beforeRemove.run();
      leases.remove(key.canonical());
      entries.remove(key.canonical());
    }

    @Override
    public void removeMatching(KeyPattern pattern) {
      patterns.add(pattern);
      leases.keySet().removeIf(pattern::matches);
      entries.keySet().removeIf(pattern::matches);
    }

    @Override
    public void clear() {
      leases.clear();
      entries.clear();
    }

    @Override
    public long entries() {
      return entries.size();
    }
  }

  private final class MapLease implements Lease {
    private final MapRegion region;
    private final String key;

    private MapLease(MapRegion region, String key) {
      this.region = region;
      this.key = key;
    }

    @Override
    public Outcome store(Entry entry, BooleanSupplier stillFresh) {
      beforeStore.run();
      if (absent) {
        return Outcome.ABSENT;
      }
      boolean mine = region.leases.remove(key, this);
      if (!(shared ? mine : stillFresh.getAsBoolean())) {
        return Outcome.REFUSED;
      }
      if (takesNothing) {
        return Outcome.SKIPPED;
      }
      region.entries.put(key, entry);
      afterStore.run();
      return Outcome.STORED;
    }

    @Override
    public void release() {
      region.leases.remove(key, this);
    }
  }
}
