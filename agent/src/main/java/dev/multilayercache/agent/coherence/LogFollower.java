package dev.multilayercache.agent.coherence;

import dev.multilayercache.agent.coherence.Cluster.Batch;
import dev.multilayercache.agent.coherence.LogCursor.Place;
import dev.multilayercache.agent.coherence.LogCursor.Read;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Applies the log as it grows, and tells the registry how far this node is.
 *
 * <p>It makes invalidations arrive within milliseconds; the bound on staleness does not depend on
 * it. Used by one thread.
 */
final class LogFollower {
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final NodeState state;
  private final NodeLease lease;
  private final LogCursor cursor;
  private final NodeRegistration registration;
  private final LongSupplier nanoClock;
  private @Nullable Reading reading;
  private @Nullable Proof uncommitted;
  private final CommitPace pace;

  /** A read that is under way. */
  private record Reading(
      Cluster cluster, Place from, Proof proof, CompletableFuture<Batch> answer) {}

  /** What must not change from before a read until it is committed. */
  private record Proof(long ticket, UUID holder) {}

  LogFollower(
      NodeState state,
      NodeLease lease,
      LogCursor cursor,
      NodeRegistration registration,
      LongSupplier nanoClock) {
    this.state = state;
    this.lease = lease;
    this.cursor = cursor;
    this.registration = registration;
    this.nanoClock = nanoClock;
    this.pace = new CommitPace(nanoClock.getAsLong());
  }

  /**
   * Waits some time for the log to grow, and applies what comes.
   *
   * @throws RuntimeException if the log cannot be read now
   */
  Read follow(Cluster cluster) throws InterruptedException {
    Place from = cursor.place();
    if (from == null) {
      TimeUnit.MILLISECONDS.sleep(20); // the renewer is about to find it
      return Read.APPLIED;
    }
    Reading current = current(cluster, from);
    Batch batch = await(current);
    if (batch != null) {
      reading = null;
      Read read = cursor.accept(from, batch);
      if (read != Read.APPLIED) {
        return read;
      }
      if (uncommitted == null) {
        uncommitted = current.proof();
      }
    }
    commitIfDue(cluster);
    return Read.APPLIED;
  }

  private Reading current(Cluster cluster, Place from) {
    Reading now = reading;
    if (now == null
        || now.cluster() != cluster
        || now.from().life() != from.life()
        || now.from().next() != from.next()) {
      Proof proof = new Proof(lease.ticket(), cluster.holder());
      now = new Reading(cluster, from, proof, cluster.read(from.next(), LogCatchUp.MOST_AT_ONCE));
      reading = now;
    }
    return now;
  }

  /** What was read, or null if nothing came for a while. */
  private @Nullable Batch await(Reading now) throws InterruptedException {
    long wait = uncommitted == null ? IDLE_NANOS : Math.max(0, untilCommit());
    try {
      return now.answer().get(wait, TimeUnit.NANOSECONDS);
    } catch (TimeoutException quiet) {
      return null;
    } catch (ExecutionException e) {
      reading = null;
      throw new CoherenceFailure("the log cannot be read");
    }
  }

  private long untilCommit() {
    return state.strong.isAny() ? 0 : pace.waitNanos(nanoClock.getAsLong());
  }

  private void commitIfDue(Cluster cluster) {
    Proof due = uncommitted;
    if (due == null || untilCommit() > 0) {
      return;
    }
    uncommitted = null;
    pace.committed(nanoClock.getAsLong());
    ClusterClock clock = cluster.clock();
    if (clock != null && isSound(cluster, due) && clock.incarnation() == state.incarnation) {
      commit(cluster, due, clock);
    } // else the next renewal proves what was applied
  }

  private void commit(Cluster cluster, Proof due, ClusterClock clock) {
    long applied = cursor.applied();
    Stamp read = state.readUpTo(applied, clock);
    Progress progress = new Progress(applied, state.incarnation, due.holder());
    if (registration.beat(cluster, progress) && isSound(cluster, due)) {
      lease.commit(due.ticket(), () -> state.stamps.advance(read));
    }
  }

  /** Whether the log is held by whom this node has proved to follow, and nothing was suspended. */
  private boolean isSound(Cluster cluster, Proof due) {
    return due.holder().equals(state.holder)
        && due.holder().equals(cluster.holder())
        && due.ticket() == lease.ticket();
  }
}
