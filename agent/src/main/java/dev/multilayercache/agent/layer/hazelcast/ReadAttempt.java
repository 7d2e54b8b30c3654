package dev.multilayercache.agent.layer.hazelcast;

import dev.multilayercache.agent.coherence.Stamp;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Lease;
import dev.multilayercache.agent.layer.Lookup;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One read of one key: from the first look at its slot to a hit or a lease, waiting meanwhile for
 * the value of another node that loads it. Used by one thread.
 */
final class ReadAttempt {
  private static final Duration FIRST_POLL = Duration.ofMillis(2);
  private static final Duration LONGEST_POLL = Duration.ofMillis(50);
  private static final int ATTEMPTS = 10;

  private final RegionContext context;
  private final CacheForm form;
  private final Slot slot;
  private final long stamp;
  private final long begun;
  private final long longestWaitNanos;
  private byte @Nullable [] watched;
  private long watchedSince;
  private long pauseNanos = FIRST_POLL.toNanos();

  /**
   * @param waitAtMost for another node's load; null for as long as one may take to show signs of
   *     life
   */
  ReadAttempt(
      RegionContext context, CacheForm form, Slot slot, long stamp, @Nullable Duration waitAtMost) {
    this.context = context;
    this.form = form;
    this.slot = slot;
    this.stamp = stamp;
    this.begun = context.nanoTime();
    // The whole wait may exceed the lease by one pause, so that an abandoned one is seen as such.
    long longest = context.budgets().loadLease().plus(LONGEST_POLL.multipliedBy(2)).toNanos();
    this.longestWaitNanos = waitAtMost == null ? longest : Math.min(longest, waitAtMost.toNanos());
  }

  Lookup run() {
    HeldLease mine = null; // made for a miss only
    for (int attempt = 0; attempt < ATTEMPTS; ) {
      byte[] found = slot.get();
      Look look = found == null ? Look.NOTHING : form.look(slot.key(), found, stamp);
      Entry entry = look.entry();
      if (entry != null && !entry.isExpired(context.nanoTime())) {
        // Asked after it was read: only who holds the lease knows that it is not stale.
        return slot.isOfPresentSession() ? new Lookup.Hit(entry) : new Lookup.Miss(Lease.NONE);
      }
      if (found != null && look.isToken() && !isAbandoned(found)) {
        if (!waits()) {
          return new Lookup.Miss(Lease.NONE);
        }
        continue;
      }
      attempt++;
      Stamp proved = context.coherence().stamp();
      mine = mine == null ? slot.newLease() : mine;
      mine.keep(look.others());
      if (slot.take(found, mine)) {
        ClusterLease lease = new ClusterLease(context, form, slot, mine, proved);
        return found == null || entry == null
            ? new Lookup.Miss(lease)
            : new Lookup.Miss(lease.insteadOf(found, entry), entry);
      }
    }
    return new Lookup.Miss(Lease.NONE);
  }

  private boolean isAbandoned(byte[] found) {
    long now = context.nanoTime();
    if (watched == null || !Arrays.equals(watched, found)) {
      watched = found;
      watchedSince = now;
    }
    return now - watchedSince >= context.budgets().loadLease().toNanos();
  }

  /** Sleeps until the next look; false if this call has waited, or the layer been, enough. */
  private boolean waits() {
    if (context.nanoTime() - begun >= longestWaitNanos || !slot.isOfPresentSession()) {
      return false;
    }
    try {
      TimeUnit.NANOSECONDS.sleep(pauseNanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    pauseNanos = Math.min(2 * pauseNanos, LONGEST_POLL.toNanos());
    return true;
  }
}
