package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.map.IMap;
import dev.multilayercache.agent.coherence.KeyPattern;
import dev.multilayercache.agent.coherence.Stamp;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.Lease;
import dev.multilayercache.agent.layer.Lookup;
import dev.multilayercache.agent.layer.Region;
import dev.multilayercache.agent.layer.RegionSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One cache's blobs in the cluster.
 *
 * <p>There is no blind write: whoever misses puts a token of its own under the key by
 * compare-and-set, loads, and replaces that very token by the value. Whoever finds another's token
 * waits for the value; a token that stays unchanged belongs to nobody and is taken over. An
 * invalidation of the key deletes the token with the value. After the leases of Nishtala et al.,
 * "Scaling Memcache at Facebook" (NSDI 2013).
 *
 * <p>What does not come about within its time budget is thrown as a {@link ClusterFailure}.
 */
final class HazelcastRegion implements Region {
  private static final int ATTEMPTS = 10;

  private final RegionContext context;
  private final CacheForm form;
  private volatile @Nullable Bound bound;

  /** The map as one session sees it. */
  private record Bound(Session session, IMap<String, byte[]> map, EntryMap entries) {
    static Bound of(Session session, String cache) {
      IMap<String, byte[]> map = session.values(cache);
      return new Bound(session, map, EntryMap.of(map));
    }
  }

  HazelcastRegion(RegionSpec spec, RegionContext context) {
    this.context = context;
    this.form = new CacheForm(spec, context);
  }

  String cache() {
    return form.cache();
  }

  @Override
  public Lookup read(Key key, long stamp) {
    return read(key, stamp, /* waitAtMost= */ null);
  }

  @Override
  public Lookup readWithoutWaiting(Key key, long stamp) {
    return read(key, stamp, Duration.ZERO);
  }

  @Override
  public Lookup read(Key key, long stamp, @Nullable Duration waitAtMost) {
    Slot slot = slot(key);
    return slot == null
        ? new Lookup.Miss(Lease.NONE)
        : timed(() -> new ReadAttempt(context, form, slot, stamp, waitAtMost).run());
  }

  @Override
  public List<Lookup> readAll(List<Key> keys, long stamp) {
    return timed(() -> new BulkRead(context, form, slots(keys), stamp).read());
  }

  @Override
  public @Nullable Entry[] peekAll(List<Key> keys, long stamp) {
    return timed(() -> new BulkRead(context, form, slots(keys), stamp).peek());
  }

  @Override
  public @Nullable Entry peek(Key key, long stamp) {
    Slot slot = slot(key);
    return slot == null
        ? null
        : timed(
                () ->
                    Optional.ofNullable(slot.get())
                        .map(found -> form.look(slot.key(), found, stamp).entry())
                        .filter(entry -> !entry.isExpired(context.nanoTime()))
                        .filter(entry -> slot.isOfPresentSession())) // asked after it was read
            .orElse(null);
  }

  @Override
  public Lease claim(Key key) {
    Slot slot = slot(key);
    if (slot == null) {
      return Lease.NONE;
    }
    Stamp stamp = context.coherence().stamp();
    HeldLease mine = slot.newLease();
    return slot.takeFromAnybody(mine, ATTEMPTS)
        ? new ClusterLease(context, form, slot, mine, stamp)
        : Lease.NONE;
  }

  @Override
  public Lookup reload(Key key, long stamp) {
    Slot slot = slot(key);
    return slot == null
        ? new Lookup.Miss(Lease.NONE)
        : timed(() -> new ReloadAttempt(context, form, slot, stamp).run());
  }

  @Override
  public void remove(Key key) {
    Slot slot = slot(key);
    if (slot != null) {
      slot.delete();
    }
  }

  @Override
  public void removeMatching(KeyPattern pattern) {
    Bound here = bind();
    if (here != null) {
      context.scan(
          () -> {
            KeyScan.delete(here.map, pattern);
            return true;
          });
    }
  }

  @Override
  public void clear() {
    Bound here = bind();
    if (here != null) {
      context.scan(
          () -> {
            here.map.clear();
            return true;
          });
    }
  }

  @Override
  public long entries() {
    Bound here = bind();
    return here == null ? 0 : context.scan(here.map::size);
  }

  /** Null if the layer is absent, or for this key. */
  private @Nullable Slot slot(Key key) {
    Bound here = bind();
    return here == null ? null : slot(here, key);
  }

  private @Nullable Slot slot(Bound here, Key key) {
    return context.coherence().isQuarantined(cache(), key.canonical(), List.of())
        ? null
        : new Slot(context, here.session, here.map, here.entries, form.cache(), key.canonical());
  }

  private List<@Nullable Slot> slots(List<Key> keys) {
    Bound here = bind();
    List<@Nullable Slot> slots = new ArrayList<>(keys.size());
    for (Key each : keys) {
      slots.add(here == null ? null : slot(here, each));
    }
    return slots;
  }

  /** The map of the present session, or null while the cluster is absent. */
  private @Nullable Bound bind() {
    Session session = context.readiness().session();
    Bound known = bound;
    if (session == null || (known != null && known.session == session)) {
      return session == null ? null : known;
    }
    // Making a proxy may ask the cluster: within the budget too.
    Bound made =
        context.bulkhead().call(context.budgets().first(), () -> Bound.of(session, form.cache()));
    bound = made;
    return made;
  }

  /** A read: its number and time are counted, whether it fails or not. */
  private <T> T timed(Supplier<T> read) {
    long begun = context.nanoTime();
    try {
      return read.get();
    } finally {
      context.counters().reads.increment();
      context.counters().readNanos.add(context.nanoTime() - begun);
    }
  }
}
