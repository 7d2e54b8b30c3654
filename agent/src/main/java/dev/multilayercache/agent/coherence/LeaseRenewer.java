package dev.multilayercache.agent.coherence;

import dev.multilayercache.agent.coherence.LogBeginning.Goal;
import dev.multilayercache.agent.coherence.LogCursor.Read;
import dev.multilayercache.agent.coherence.Quarantine.Pending;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Renews this node's lease: proves that it has applied every invalidation there was when the proof
 * began.
 *
 * <p>Clock and end of the log are read, the log is applied up to there, and then the registry is
 * written: the confirmed write proves that nobody else was in office when the others were read.
 * Only then what was read counts. Used by one thread.
 */
final class LeaseRenewer {
  private static final long GAP_NANOS = 500_000_000L;

  private final NodeState state;
  private final NodeLease lease;
  private final LogCursor cursor;
  private final NodeRegistration registration;
  private final LogBeginning beginning;
  private final Invalidator invalidator;
  private final LogCatchUp catchUp;
  private final Timings timings;
  private final Consumer<Invalidation> applyHere;
  private final SleepDetector sleep;
  private final LongSupplier nanoClock;
  private final LogHorizon horizon = new LogHorizon();

  LeaseRenewer(
      NodeState state,
      NodeLease lease,
      LogCursor cursor,
      NodeRegistration registration,
      LogBeginning beginning,
      Invalidator invalidator,
      LogCatchUp catchUp,
      Timings timings,
      Consumer<Invalidation> applyHere,
      SleepDetector sleep,
      LongSupplier nanoClock) {
    this.state = state;
    this.lease = lease;
    this.cursor = cursor;
    this.registration = registration;
    this.beginning = beginning;
    this.invalidator = invalidator;
    this.catchUp = catchUp;
    this.timings = timings;
    this.applyHere = applyHere;
    this.sleep = sleep;
    this.nanoClock = nanoClock;
  }

  /**
   * Renews the lease.
   *
   * @throws RuntimeException if this node could not prove what it must; the lease then runs out
   */
  void renew(Cluster cluster) throws InterruptedException {
    long begun = nanoClock.getAsLong();
    if (sleep.hasSlept(timings.lease().dividedBy(2))) {
      lease.suspend("this machine was asleep");
    }
    long ticket = lease.ticket();
    if (beginning.isMerging()) {
      throw new CoherenceFailure("joining another part of the cluster");
    }
    CoherenceFailure.requireMembers(cluster);
    registration.enter(cluster); // a new cluster has no holders before it is used
    UUID holder = cluster.holder();
    Goal goal = beginning.goOn(cluster);
    ClusterClock clock = goal.clock();
    long tail = goal.tail();
    Read read = catchUp.to(cluster, tail);
    if (read != Read.APPLIED) {
      beginning.lostTrack(read);
      throw new CoherenceFailure("fell behind the log");
    }
    closeGaps(cluster, clock);
    Pending pending = state.quarantine.pending();
    Stamp replayed = invalidator.carryOutAll(cluster, pending.invalidations());
    Stamp proved = new Stamp(clock.incarnation(), clock.sequence(), tail);
    prove(cluster, holder);
    boolean isCommitted =
        lease.extend(
            ticket,
            begun + timings.lease().toNanos(),
            () -> {
              state.holder = holder;
              state.stamps.commit(proved);
              state.stamps.advance(replayed);
              state.quarantine.remove(pending);
            });
    if (!isCommitted) {
      throw new CoherenceFailure("the cluster changed meanwhile");
    }
    state.positions.forgetUpTo(horizon.positionLongAgo(begun, tail));
  }

  /** What was read and written since the holder was asked for was the cluster's. */
  private void prove(Cluster cluster, UUID holder) {
    boolean isRegistered =
        registration.beat(cluster, new Progress(cursor.applied(), state.incarnation, holder));
    CoherenceFailure.requireMembers(cluster);
    if (!isRegistered || !holder.equals(cluster.holder())) {
      throw new CoherenceFailure("the cluster changed meanwhile");
    }
  }

  /** A node that ended between its two writes has told of its invalidation in the scopes alone. */
  private void closeGaps(Cluster cluster, ClusterClock clock) {
    long now = nanoClock.getAsLong();
    state.gaps.clockIs(clock.sequence(), now);
    long first = state.gaps.firstOlderThan(GAP_NANOS, now);
    if (first < 0) {
      return;
    }
    for (Map.Entry<String, Long> each : cluster.scopesAfter(first - 1).entrySet()) {
      state.learn(each.getKey(), each.getValue());
      Invalidation missed = ScopeGenerations.invalidation(each.getKey());
      if (missed != null) {
        applyHere.accept(missed);
      }
    }
    state.gaps.close();
  }
}
