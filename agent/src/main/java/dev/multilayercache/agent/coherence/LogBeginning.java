package dev.multilayercache.agent.coherence;

import dev.multilayercache.agent.coherence.Cluster.Logged;
import dev.multilayercache.agent.coherence.LogCursor.Place;
import dev.multilayercache.agent.coherence.LogCursor.Read;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Decides whether this node goes on following the log where it was, or begins anew, and with which
 * incarnation of the clock.
 *
 * <p>Marks may be made by any thread; {@link #goOn} is called by one.
 */
final class LogBeginning {
  /** How far back a node that begins looks for invalidations of keys. */
  private static final long HISTORY = 16_384;

  private final NodeState state;
  private final NodeLease lease;
  private final LogCursor cursor;
  private final ClockTicks ticks;
  private final LogCatchUp catchUp;
  private final Consumer<Invalidation> applyHere;
  private final LongSupplier nanoClock;
  private volatile boolean mustReincarnate;
  private volatile boolean isMerging;
  private volatile boolean hasMerged;
  private volatile boolean mustBegin = true;

  LogBeginning(
      NodeState state,
      NodeLease lease,
      LogCursor cursor,
      ClockTicks ticks,
      LogCatchUp catchUp,
      Consumer<Invalidation> applyHere,
      LongSupplier nanoClock) {
    this.state = state;
    this.lease = lease;
    this.cursor = cursor;
    this.ticks = ticks;
    this.catchUp = catchUp;
    this.applyHere = applyHere;
    this.nanoClock = nanoClock;
  }

  /**
   * What is to be applied and proved now.
   *
   * @param tail the end of the log
   */
  record Goal(ClusterClock clock, long tail) {}

  /** What was applied may not be all: the next renewal begins anew. */
  void lostTrack(Read read) {
    if (read == Read.ANOTHER_LOG) {
      mustReincarnate = true;
    }
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

  boolean isMerging() {
    return isMerging;
  }

  /**
   * The clock and the end of the log, from where this node was or from a new beginning.
   *
   * @throws CoherenceFailure if the log was lost: what began anew is to be proved by the next try
   */
  Goal goOn(Cluster cluster) throws InterruptedException {
    ClusterClock clock = clock(cluster);
    Place before = cursor.place(); // before the log's end: the follower goes on meanwhile
    long tail = cluster.tail();
    boolean isKnown = clock.incarnation() == state.incarnation;
    if (before != null && isKnown && !before.isContinuedBy(cluster, tail)) {
      continueElsewhere(cluster, clock);
      throw new CoherenceFailure("the log of invalidations was lost; beginning anew");
    }
    if (before == null || !isKnown || mustBegin) {
      begin(cluster, clock);
      return new Goal(clock, cluster.tail());
    }
    return new Goal(clock, tail);
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
   * missed. The end is read before the scopes, so that nothing falls between the two. There is a
   * place in the log only when all else is done: what fails before is begun anew.
   */
  private void begin(Cluster cluster, ClusterClock clock) throws InterruptedException {
    cursor.lose();
    mustBegin = false; // first: a mark that is made meanwhile is about a later moment
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
    applyHere.accept(new Invalidation.All(null));
    cursor.place(tail + 1, last == null ? null : last.content());
  }
}
