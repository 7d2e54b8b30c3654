package dev.multilayercache.agent.coherence;

import dev.multilayercache.agent.coherence.Cluster.Batch;
import dev.multilayercache.agent.coherence.LogCursor.Place;
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

  /** Between two writes into the registry, unless somebody waits for them. */
  private static final long COMMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final NodeState state;
  private final NodeLease lease;
  private final LogCursor cursor;
  private final NodeRegistration registration;
  private final LongSupplier nanoClock;
  private @Nullable Reading reading;
  private @Nullable Proof uncommitted;
  private long lastCommitNanos;

  /** A read that is under way. */
  private record Reading(
      Cluster cluster, Place from, Proof proof, CompletableFuture<Batch> answer) {}

  /** What must not change from before a read until it is committed. */
  private record Proof(long ticket, Object holder) {}

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
    this.lastCommitNanos = nanoClock.getAsLong() - COMMIT_NANOS;
  }

  /**
   * Waits some time for the log to grow, and applies what comes.
   *
   * @return false if something is missing
   * @throws RuntimeException if the log cannot be read now
   */
  boolean follow(Cluster cluster) throws InterruptedException {
    Place from = cursor.place();
    if (from == null) {
      TimeUnit.MILLISECONDS.sleep(20); // the renewer is about to find it
      return true;
    }
    Reading current = current(cluster, from);
    Batch batch = await(current);
    if (batch != null) {
      reading = null;
      if (!cursor.accept(from, batch)) {
        return false;
      }
      if (uncommitted == null) {
        uncommitted = current.proof();
      }
    }
    commitIfDue(cluster);
    return true;
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
    return state.strong.isAny() ? 0 : lastCommitNanos + COMMIT_NANOS - nanoClock.getAsLong();
  }

  private void commitIfDue(Cluster cluster) {
    Proof due = uncommitted;
    if (due == null || untilCommit() > 0) {
      return;
    }
    uncommitted = null;
    lastCommitNanos = nanoClock.getAsLong();
    long applied = cursor.applied();
    Stamp read = state.readUpTo(applied);
    if (registration.beat(cluster, applied) && due.holder().equals(cluster.holder())) {
      lease.commit(due.ticket(), () -> state.stamps.advance(read));
    }
  }
}
