package dev.multilayercache.agent.layer.hazelcast;

import dev.multilayercache.agent.coherence.Stamp;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Lease;
import dev.multilayercache.agent.layer.Lookup;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One read of several keys of a cache: what is there comes in one answer, and where nothing is
 * there tokens are sent a hundred at a time before the first answer to one is awaited.
 *
 * <p>It never waits for another node's load: two nodes that read the same keys in another order,
 * each holding tokens, would wait for each other. Such a key is a miss without a lease. Used by one
 * thread.
 */
final class BulkRead {
  /** More at once only wait for each other, and then for longer than one may wait. */
  private static final int MOST_IN_FLIGHT = 100;

  /** Nothing that answers, and nowhere to put a token. */
  private static final Look LOST = new Look(null, /* isToken= */ true, null);

  private final RegionContext context;
  private final CacheForm form;
  private final List<@Nullable Slot> slots;
  private final long stamp;

  /**
   * @param slots one for each key, of one session; null for a key for which the layer is absent
   */
  BulkRead(RegionContext context, CacheForm form, List<@Nullable Slot> slots, long stamp) {
    this.context = context;
    this.form = form;
    this.slots = slots;
    this.stamp = stamp;
  }

  /** A token on its way. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Taking(
      int index, Slot slot, byte @Nullable [] there, HeldLease lease, Answer<Boolean> taken) {}

  /** The entries alone, in the order of the keys. */
  @Nullable Entry[] peek() {
    Look[] looks = looks(found());
    @Nullable Entry[] entries = new Entry[looks.length];
    for (int i = 0; i < looks.length; i++) {
      entries[i] = live(looks[i]);
    }
    return entries;
  }

  /** Entries, and leases for keys without one. */
  List<Lookup> read() {
    Map<String, ?> found = found();
    Look[] looks = looks(found);
    List<Lookup> lookups = new ArrayList<>(looks.length);
    for (Look each : looks) {
      Entry entry = live(each);
      lookups.add(entry == null ? new Lookup.Miss(Lease.NONE) : new Lookup.Hit(entry));
    }
    Stamp proved = context.coherence().stamp();
    List<Integer> free = free(looks);
    for (int begin = 0; begin < free.size(); begin += MOST_IN_FLIGHT) {
      int end = Math.min(begin + MOST_IN_FLIGHT, free.size());
      try {
        take(found, looks, free.subList(begin, end), proved, lookups);
      } catch (ClusterFailure e) {
        release(lookups);
        throw e;
      }
    }
    return lookups;
  }

  /** Keys under which nothing is that answers, and nobody else's token. */
  private List<Integer> free(Look[] looks) {
    List<Integer> free = new ArrayList<>();
    for (int i = 0; i < looks.length; i++) {
      if (slots.get(i) != null && live(looks[i]) == null && !looks[i].isToken()) {
        free.add(i);
      }
    }
    return free;
  }

  private void take(
      Map<String, ?> found, Look[] looks, List<Integer> free, Stamp proved, List<Lookup> lookups) {
    long sentNanos = System.nanoTime();
    List<Taking> takings = new ArrayList<>(free.size());
    int ended = 0;
    try {
      for (int index : free) {
        takings.add(begin(found, looks[index], index));
      }
      for (Taking each : takings) {
        if (each.taken.awaitSince(sentNanos, context.budgets().first())) {
          ClusterLease lease = new ClusterLease(context, form, each.slot, each.lease, proved);
          Entry expired = looks[each.index].entry();
          lookups.set(
              each.index,
              each.there == null || expired == null
                  ? new Lookup.Miss(lease)
                  : new Lookup.Miss(lease.insteadOf(each.there, expired), expired));
        }
        ended++;
      }
    } catch (ClusterFailure e) {
      for (Taking each : takings.subList(ended, takings.size())) {
        each.slot.abandonTake(each.taken, each.lease);
      }
      throw e;
    }
  }

  private Taking begin(Map<String, ?> found, Look look, int index) {
    Slot slot = Objects.requireNonNull(slots.get(index));
    HeldLease lease = slot.newLease();
    lease.keep(look.others());
    byte[] there = found.get(slot.key()) instanceof byte[] bytes ? bytes : null;
    return new Taking(index, slot, there, lease, slot.beginTake(there, lease));
  }

  /** What is under the keys, whatever it is. */
  private Map<String, ?> found() {
    Set<String> keys = new HashSet<>();
    Slot any = null;
    for (Slot each : slots) {
      if (each != null) {
        keys.add(each.key());
        any = each;
      }
    }
    return any == null ? Map.of() : any.getAll(keys);
  }

  private Look[] looks(Map<String, ?> found) {
    Look[] looks = new Look[slots.size()];
    for (int i = 0; i < looks.length; i++) {
      Slot slot = slots.get(i);
      Look look = Look.NOTHING;
      if (slot != null && found.get(slot.key()) instanceof byte[] bytes) {
        look = form.look(slot.key(), bytes, stamp);
      }
      looks[i] = look;
    }
    for (int i = 0; i < looks.length; i++) {
      Slot slot = slots.get(i);
      // Asked after it was read: only who holds the lease knows that it is not stale.
      if (slot != null && live(looks[i]) != null && !slot.isOfPresentSession()) {
        looks[i] = LOST;
      }
    }
    return looks;
  }

  /** What answers; an entry that has expired does not. */
  private @Nullable Entry live(Look look) {
    Entry entry = look.entry();
    return entry == null || entry.isExpired(context.nanoTime()) ? null : entry;
  }

  private static void release(List<Lookup> lookups) {
    for (Lookup each : lookups) {
      if (each instanceof Lookup.Miss miss) {
        miss.lease().release();
      }
    }
  }
}
