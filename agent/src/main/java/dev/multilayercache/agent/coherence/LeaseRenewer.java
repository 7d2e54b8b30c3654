package dev.multilayercache.agent.coherence;

import dev.multilayercache.agent.coherence.Cluster.Logged;
import dev.multilayercache.agent.coherence.LogCursor.Place;
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
  /** How far back a node that begins looks for invalidations of keys. */
  private static final long HISTORY = 16_384;

  private static final long GAP_NANOS = 500_000_000L;

  private final NodeState state;
  private final NodeLease lease;
  private final LogCursor cursor;
  private final NodeRegistration registration;
  private final ClockTicks ticks;
  private final Invalidator invalidator;
  private final LogCatchUp catchUp;
  private final Timings timings;
  private final Consumer<Invalidation> applyHere;
  private final SleepDetector sleep;
  private final LongSupplier nanoClock;
  private final LogHorizon horizon = new LogHorizon();
  private volatile boolean mustReincarnate;
  private volatile boolean isMerging;
  private volatile boolean hasMerged;
  private volatile boolean mustBegin = true;

  LeaseRenewer(
      NodeState state,
      NodeLease lease,
      LogCursor cursor,
      NodeRegistration registration,
      ClockTicks ticks,
      Invalidator invalidator,
      Timings timings,
      Consumer<Invalidation> applyHere,
      SleepDetector sleep,
      LongSupplier nanoClock) {
    this.state = state;
    this.lease = lease;
    this.cursor = cursor;
    this.registration = registration;
    this.ticks = ticks;
    this.invalidator = invalidator;
    this.catchUp = new LogCatchUp(cursor, timings.operation());
    this.timings = timings;
    this.applyHere = applyHere;
    this.sleep = sleep;
    this.nanoClock = nanoClock;
  }

  /** What was applied may not be all: the next renewal begins anew. */
  void lostTrack() {
    mustBegin = true;
  }

  /**
   * The cluster may have lost data or mixed it with another's: the next renewal voids all of it.
   */
  void distrustCluster() {
    mustReincarnate = true;
  }

  /**
   * This node is in another cluster than before, which knows nothing of what it invalidated: the
   * next renewal voids all that is there, whatever its incarnation.
   */
  void distrustMergedCluster() {
    hasMerged = true;
    isMerging = false;
  }

  /** Until this node is in the other cluster it proves nothing: what it proved would be of none. */
  void awaitMergedCluster() {
    isMerging = true;
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
    if (isMerging) {
      throw new CoherenceFailure("joining another part of the cluster");
    }
    requireMembers(cluster);
    registration.enter(cluster); // a new cluster has no holders before it is used
    UUID holder = cluster.holder();
    ClusterClock clock = clock(cluster);
    Place before = cursor.place(); // before the log's end: the follower goes on meanwhile
    long tail = cluster.tail();
    if (before == null || mustBegin || clock.incarnation() != state.incarnation) {
      begin(cluster, clock);
      tail = cluster.tail();
    } else if (!before.isContinuedBy(cluster, tail)) {
      continueElsewhere(cluster, clock);
      throw new CoherenceFailure("the log of invalidations was lost; beginning anew");
    }
    if (!catchUp.to(cluster, tail)) {
      mustBegin = true;
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
    requireMembers(cluster);
    if (!isRegistered || !holder.equals(cluster.holder())) {
      throw new CoherenceFailure("the cluster changed meanwhile");
    }
  }

  private ClusterClock clock(Cluster cluster) {
    boolean merged = hasMerged;
    if (!merged && !mustReincarnate) {
      return ticks.read(cluster);
    }
    // Taken back first: what is told meanwhile is about a later moment.
    hasMerged = false;
    mustReincarnate = false;
    try {
      long doubted = merged ? ticks.read(cluster).incarnation() : state.incarnation;
      return ticks.reincarnate(cluster, doubted);
    } catch (RuntimeException | Error e) {
      hasMerged |= merged;
      mustReincarnate = true;
      throw e;
    }
  }

  /** The log has lost what was read last, or all of it. */
  private void continueElsewhere(Cluster cluster, ClusterClock clock) throws InterruptedException {
    lease.suspend("the log of invalidations was lost; beginning anew");
    boolean isBehind = cluster.head() > cursor.applied() && cluster.tail() > cursor.applied();
    ClusterClock next = isBehind ? clock : ticks.reincarnate(cluster, clock.incarnation());
    begin(cluster, next);
  }

  /**
   * Begins to follow the log from its end, and forgets what this JVM holds: it is not known what it
   * missed. The end is read before the scopes, so that nothing falls between the two.
   */
  private void begin(Cluster cluster, ClusterClock clock) throws InterruptedException {
    cursor.lose();
    if (clock.incarnation() != state.incarnation) {
      state.positions.clear();
      state.stamps.restart();
      state.strong.restart();
      state.incarnation = clock.incarnation();
      state.incarnationSinceNanos = nanoClock.getAsLong();
    }
    long tail = cluster.tail();
    long from = Math.max(cluster.head(), tail + 1 - HISTORY);
    cluster.scopes().forEach(state::learn);
    state.gaps.restart(clock.sequence());
    state.positions.distrustUpTo(from - 1);
    catchUp.readHistory(cluster, state, from, tail);
    Logged last = cluster.logged(tail);
    cursor.place(tail + 1, last == null ? null : last.content());
    applyHere.accept(new Invalidation.All(null));
    mustBegin = false;
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

  private static void requireMembers(Cluster cluster) {
    if (cluster.members() < cluster.minMembers()) {
      throw CoherenceFailure.tooFewMembers(cluster);
    }
  }
}
