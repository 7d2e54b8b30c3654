package dev.multilayercache.agent.layer.hazelcast;

import dev.multilayercache.agent.coherence.Stamp;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Lease;
import dev.multilayercache.agent.layer.Lookup;
import org.jspecify.annotations.Nullable;

/**
 * One try to become the node that loads a key anew before its value expires.
 *
 * <p>The value is left where it is, so that it answers on all nodes. The node that is first puts
 * its own writing of the same value there by compare-and-set: with the same end, but dated now, so
 * that no other node finds it due, until the same part of what is left of its life has passed. What
 * has been loaded takes the place of those very bytes; an invalidation takes them away. So a node
 * that dies, or whose load fails, is followed by another one without anybody's doing.
 */
final class ReloadAttempt {
  private static final int ATTEMPTS = 3;

  private final RegionContext context;
  private final CacheForm form;
  private final Slot slot;
  private final long stamp;

  ReloadAttempt(RegionContext context, CacheForm form, Slot slot, long stamp) {
    this.context = context;
    this.form = form;
    this.slot = slot;
    this.stamp = stamp;
  }

  Lookup run() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      byte[] found = slot.get();
      Look look = found == null ? Look.NOTHING : form.look(slot.key(), found, stamp);
      Entry entry = look.entry();
      boolean isLive = entry != null && !entry.isExpired(context.nanoTime());
      if (look.isToken() && !isLive) {
        return new Lookup.Elsewhere();
      }
      Lookup lookup =
          found == null || entry == null || !isLive ? take(found, look) : claim(found, entry);
      if (lookup != null) {
        return lookup;
      }
    }
    return new Lookup.Elsewhere(); // others change it all the time
  }

  /** The lease over a live value if it is due; null if something else is there by now. */
  private @Nullable Lookup claim(byte[] found, Entry live) {
    Stamp proved = context.coherence().stamp();
    Redated claimed = form.claim(slot.key(), found, slot);
    if (claimed == null) {
      return slot.isOfPresentSession() ? new Lookup.Hit(live) : new Lookup.Miss(Lease.NONE);
    }
    return slot.swap(found, claimed.bytes())
        ? new Lookup.Miss(new ClusterLease(context, form, slot, claimed, proved))
        : null;
  }

  private @Nullable Lookup take(byte @Nullable [] found, Look look) {
    Stamp proved = context.coherence().stamp();
    HeldLease mine = slot.newLease();
    mine.keep(look.others());
    return slot.take(found, mine)
        ? new Lookup.Miss(new ClusterLease(context, form, slot, mine, proved))
        : null;
  }
}
