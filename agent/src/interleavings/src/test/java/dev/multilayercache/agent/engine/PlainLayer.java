package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.coherence.KeyPattern;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.layer.LayerStatus;
import dev.multilayercache.agent.layer.Lease;
import dev.multilayercache.agent.layer.LocalRegion;
import dev.multilayercache.agent.layer.Lookup;
import dev.multilayercache.agent.layer.Region;
import dev.multilayercache.agent.layer.RegionSpec;
import dev.multilayercache.agent.layer.Slot;
import java.lang.invoke.MethodHandle;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A layer in this JVM like that of Caffeine, but for eviction, expiry and upkeep: one map under one
 * lock.
 */
record PlainLayer(Mutation mutation) implements Layer {

  /** What is wrong with it. */
  enum Mutation {
    NONE,
    /** Stores what was loaded without asking whether it was invalidated meanwhile. */
    STORES_UNASKED,
    /** Asks, and stores afterwards: not in one step. */
    ASKS_BEFORE_IT_STORES,
    /** Leaves an invalidated key where it is. */
    REMOVES_NOTHING
  }

  @Override
  public String name() {
    return "local";
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public Region region(RegionSpec spec) {
    return new PlainRegion(Collections.synchronizedMap(new HashMap<>()), mutation);
  }

  @Override
  public LayerStatus status() {
    return new LayerStatus("ready", 0, 0, 0, 0, 0);
  }

  @Override
  public long entries() {
    return 0;
  }

  @Override
  public void close() {}

  private record PlainRegion(Map<Object, Entry> map, Mutation mutation) implements LocalRegion {

    @Override
    public @Nullable Entry probe(Object localKey) {
      return map.get(localKey);
    }

    @Override
    public MethodHandle quietProbe() {
      throw new UnsupportedOperationException("no woven method is here");
    }

    @Override
    public Slot slot(Object localKey) {
      throw new UnsupportedOperationException("no key is always the same here");
    }

    @Override
    public void replaceAll(UnaryOperator<Entry> change) {
      map.replaceAll((key, entry) -> change.apply(entry));
    }

    @Override
    public void discard(Object localKey, Entry entry, boolean expired) {
      map.remove(localKey, entry);
    }

    @Override
    public Lookup read(Key key, long stamp) {
      Entry entry = probe(key.local());
      return entry == null ? new Lookup.Miss(claim(key)) : new Lookup.Hit(entry);
    }

    @Override
    public @Nullable Entry peek(Key key, long stamp) {
      return probe(key.local());
    }

    @Override
    public Lease claim(Key key) {
      return new PlainLease(map, key.local(), mutation);
    }

    @Override
    public void remove(Key key) {
      if (mutation != Mutation.REMOVES_NOTHING) {
        map.remove(key.local());
      }
    }

    @Override
    public void removeMatching(KeyPattern pattern) {
      map.keySet().removeIf(local -> pattern.matches((String) local));
    }

    @Override
    public void clear() {
      map.clear();
    }

    @Override
    public long entries() {
      return map.size();
    }

    @Override
    public long expirations() {
      return 0;
    }

    @Override
    public long evictions() {
      return 0;
    }
  }

  /** A load lease as in {@code layer.caffeine}. */
  private record PlainLease(Map<Object, Entry> entries, Object local, Mutation mutation)
      implements Lease {

    @Override
    public Outcome store(Entry entry, BooleanSupplier stillFresh) {
      BooleanSupplier judgement = judgement(stillFresh);
      Entry now =
          entries.compute(
              local,
              (key, old) ->
                  judgement.getAsBoolean() && (old == null || old.stamp() < entry.stamp())
                      ? entry
                      : old);
      return now == entry ? Outcome.STORED : Outcome.REFUSED;
    }

    private BooleanSupplier judgement(BooleanSupplier stillFresh) {
      return switch (mutation) {
        case STORES_UNASKED -> () -> true;
        case ASKS_BEFORE_IT_STORES -> {
          boolean before = stillFresh.getAsBoolean();
          yield () -> before;
        }
        default -> stillFresh;
      };
    }

    @Override
    public void release() {}
  }
}
