package dev.multilayercache.agent.coherence;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Carries out invalidations in the cluster: it forgets, then the log tells the other nodes.
 *
 * <p>A key's blob is deleted, value and lease alike; so are those whose keys match a pattern. Tags,
 * caches and everything take a sequence of the cluster clock instead, by which entries loaded
 * before are judged. The order matters: with the log first, another node could fill itself again
 * from what the cluster still holds. Each step may be done twice. Blocks as the cluster does; safe
 * for use by any thread.
 */
final class Invalidator {
  /** The keys of one record, so that none becomes large. */
  private static final int MOST_AT_ONCE = 128;

  private final Supplier<UUID> node;
  private final NodeState state;
  private final ClockTicks ticks;
  private final AtomicLong number = new AtomicLong();

  Invalidator(Supplier<UUID> node, NodeState state, ClockTicks ticks) {
    this.node = node;
    this.state = state;
    this.ticks = ticks;
  }

  /** What was appended to the log, and where. */
  record Written(LogRecord record, long position) {
    Stamp stamp() {
      return new Stamp(record.incarnation(), record.sequence(), position);
    }
  }

  Written carryOut(Cluster cluster, List<Invalidation> invalidations) {
    forgetEntries(cluster, invalidations);
    ClusterClock clock = forgetScopes(cluster, invalidations);
    return tell(cluster, clock, invalidations, List.of());
  }

  /** The same for many, some at a time; the stamp of the last. */
  Stamp carryOutAll(Cluster cluster, List<Invalidation> invalidations) {
    Stamp last = Stamp.NONE;
    for (int from = 0; from < invalidations.size(); from += MOST_AT_ONCE) {
      int to = Math.min(from + MOST_AT_ONCE, invalidations.size());
      last = carryOut(cluster, invalidations.subList(from, to)).stamp();
    }
    return last;
  }

  /** Tells all nodes, those that come later too, that caches are strong. */
  Written announce(Cluster cluster, List<String> caches) {
    Set<String> scopes = new TreeSet<>();
    caches.forEach(cache -> scopes.add(ScopeGenerations.ofStrong(cache)));
    ClusterClock clock = known();
    cluster.raiseScopes(scopes, clock.sequence());
    return tell(cluster, clock, List.of(), caches);
  }

  private static void forgetEntries(Cluster cluster, List<Invalidation> invalidations) {
    List<Invalidation.ByKey> keys = new ArrayList<>();
    for (Invalidation each : invalidations) {
      if (each instanceof Invalidation.ByKey key) {
        keys.add(key);
      } else if (each instanceof Invalidation.ByPattern matching) {
        cluster.deleteMatching(matching);
      }
    }
    if (!keys.isEmpty()) {
      cluster.delete(keys);
    }
  }

  private ClusterClock forgetScopes(Cluster cluster, List<Invalidation> invalidations) {
    Set<String> scopes = new TreeSet<>();
    invalidations.forEach(each -> scopes.addAll(ScopeGenerations.concerned(each)));
    if (scopes.isEmpty()) {
      return known();
    }
    ClusterClock clock = ticks.advance(cluster);
    cluster.raiseScopes(scopes, clock.sequence());
    return clock;
  }

  private Written tell(
      Cluster cluster, ClusterClock clock, List<Invalidation> invalidations, List<String> strong) {
    LogRecord record =
        new LogRecord(
            node.get(),
            number.incrementAndGet(),
            clock.incarnation(),
            clock.sequence(),
            invalidations,
            strong);
    long position = cluster.append(record);
    state.learn(record, position);
    return new Written(record, position);
  }

  private ClusterClock known() {
    return new ClusterClock(state.incarnation, state.stamps.stamp().sequence());
  }
}
