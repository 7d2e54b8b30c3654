package dev.multilayercache.agent.coherence;

import dev.multilayercache.agent.coherence.Invalidator.Written;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes this node's invalidations, and says of each whether it is confirmed.
 *
 * <p>Confirmed means: carried out in a cluster that was complete and that this node followed,
 * before and afterwards. Anything else is tried again for a while, and at last put into quarantine,
 * from where it is replayed. Safe for use by any thread.
 */
final class Publisher {
  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final NodeState state;
  private final NodeLease lease;
  private final Invalidator invalidator;
  private final StrongAcknowledgement acknowledgement;
  private final Timings timings;
  private final LongSupplier nanoClock;

  Publisher(
      NodeState state,
      NodeLease lease,
      Invalidator invalidator,
      StrongAcknowledgement acknowledgement,
      Timings timings,
      LongSupplier nanoClock) {
    this.state = state;
    this.lease = lease;
    this.invalidator = invalidator;
    this.acknowledgement = acknowledgement;
    this.timings = timings;
    this.nanoClock = nanoClock;
  }

  Confirmation publish(@Nullable Cluster cluster, Invalidation invalidation) {
    // What is asked for must not be lost because the asking thread is being stopped.
    boolean interrupted = Thread.interrupted();
    try {
      return cluster == null
          ? postpone(invalidation, lease.state())
          : publishPatiently(cluster, invalidation);
    } catch (InterruptedException e) {
      interrupted = true;
      return postpone(invalidation, "interrupted");
    } catch (RuntimeException e) {
      return postpone(invalidation, e.getClass().getSimpleName());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Tries again for a while: while partitions move, a backup may miss a write, or an answer get
   * lost. A lease that has just ended may be renewed within that time.
   */
  private Confirmation publishPatiently(Cluster cluster, Invalidation invalidation)
      throws InterruptedException {
    boolean isStrong = state.strong.concernedBy(invalidation);
    Duration patience = isStrong ? timings.publishStrong() : timings.publish();
    long deadline = nanoClock.getAsLong() + patience.toNanos();
    long pause = FIRST_PAUSE_NANOS;
    while (true) {
      String obstacle = tryOnce(cluster, invalidation);
      if (obstacle == null) {
        return confirmed(cluster, invalidation);
      }
      if (isHopeless() || nanoClock.getAsLong() + pause - deadline >= 0) {
        return postpone(invalidation, obstacle);
      }
      TimeUnit.NANOSECONDS.sleep(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
    }
  }

  private boolean isHopeless() {
    return lease.isGivenUp() || (!lease.isLive() && !lease.wasHeldWithin(timings.lease()));
  }

  /** Null if it is confirmed, else why not. */
  private @Nullable String tryOnce(Cluster cluster, Invalidation invalidation)
      throws InterruptedException {
    long ticket = lease.ticket();
    if (!lease.isLive()) {
      return lease.state();
    }
    try {
      UUID holder = cluster.holder();
      Written written = invalidator.carryOut(cluster, List.of(invalidation));
      if (state.strong.concernedBy(invalidation)) {
        acknowledgement.await(cluster, written);
      }
      CoherenceFailure.requireMembers(cluster);
      boolean isSound =
          lease.isLive()
              && lease.commit(ticket, () -> advance(written, holder.equals(cluster.holder())));
      return isSound ? null : "the cluster changed meanwhile";
    } catch (RuntimeException e) {
      return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
  }

  /** Confirmed it is either way; that its number is the clock's, only one holder can say. */
  private void advance(Written written, boolean isSameHolder) {
    if (isSameHolder) {
      state.stamps.advance(written.stamp());
    }
  }

  private Confirmation confirmed(Cluster cluster, Invalidation invalidation) {
    String by =
        state.strong.concernedBy(invalidation)
            ? "confirmed by every node ("
            : "confirmed by the cluster (";
    return new Confirmation(true, by + Confirmation.counted(cluster.members()) + ")");
  }

  private Confirmation postpone(Invalidation invalidation, String reason) {
    state.quarantine.add(invalidation);
    if (lease.isLive()) { // else it is being tried already, with pauses
      lease.signal();
    }
    String why = reason.startsWith("absent: ") ? reason.substring("absent: ".length()) : reason;
    return new Confirmation(
        false, "not confirmed by the cluster (" + why + "); repeated when it is back");
  }
}
