package dev.multilayercache.agent.coherence;

import dev.multilayercache.agent.coherence.Cluster.Logged;
import dev.multilayercache.agent.coherence.Cluster.Registered;
import dev.multilayercache.agent.coherence.Invalidator.Written;
import dev.multilayercache.agent.coherence.LogCursor.Place;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits until no node serves what a record in the log invalidates: each has applied it, or its
 * lease is over.
 *
 * <p>That a lease is over is seen without comparing clocks: the node has not beaten for longer than
 * a lease on this node's clock. It is then removed from the registry, so that a late beat fails.
 */
final class StrongAcknowledgement {
  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final NodeState state;
  private final NodeRegistration registration;
  private final LogCursor cursor;
  private final LongSupplier nanoClock;
  private final long silenceNanos;
  private final long patienceNanos;

  StrongAcknowledgement(
      Duration lease,
      NodeState state,
      NodeRegistration registration,
      LogCursor cursor,
      LongSupplier nanoClock) {
    this.state = state;
    this.registration = registration;
    this.cursor = cursor;
    this.nanoClock = nanoClock;
    this.silenceNanos = lease.toNanos() / 5 * 6;
    this.patienceNanos = lease.toNanos() * 3;
  }

  /**
   * Waits for all nodes but this one, which sees to itself.
   *
   * @throws CoherenceFailure if that took too long, or the record is not in the log any more
   */
  void await(Cluster cluster, Written written) throws InterruptedException {
    UUID holder = cluster.holder();
    Progress needed = new Progress(written.position(), written.record().incarnation(), holder);
    long deadline = nanoClock.getAsLong() + patienceNanos;
    long pause = FIRST_PAUSE_NANOS;
    SilentNodes silent = new SilentNodes(silenceNanos);
    while (!isRegistryComplete() || !haveAllApplied(cluster, needed, silent)) {
      if (nanoClock.getAsLong() - deadline > 0) {
        throw new CoherenceFailure("a node has neither applied it nor fallen silent");
      }
      TimeUnit.NANOSECONDS.sleep(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
    }
    requireSameLog(cluster, written.record(), written.position());
    Progress own = new Progress(cursor.applied(), state.incarnation, holder);
    Place here = cursor.place();
    if (here == null
        || !here.isContinuedBy(cluster, cluster.tail())
        || !holder.equals(cluster.holder())
        || !holder.equals(state.holder)) {
      throw new CoherenceFailure("the cluster changed meanwhile");
    }
    if (!registration.beat(cluster, own)) {
      throw new CoherenceFailure("another node took this one for dead");
    }
  }

  /** With another incarnation the registry may be a new one, and old leases run on. */
  private boolean isRegistryComplete() {
    return nanoClock.getAsLong() - state.incarnationSinceNanos > silenceNanos;
  }

  private boolean haveAllApplied(Cluster cluster, Progress needed, SilentNodes silent) {
    boolean all = true;
    Map<String, Registered> nodes = cluster.nodes();
    silent.retain(nodes.keySet());
    for (Map.Entry<String, Registered> each : nodes.entrySet()) {
      String name = each.getKey();
      Registered node = each.getValue();
      if (name.equals(cluster.self()) || hasApplied(node.record(), needed)) {
        silent.forget(name);
      } else if (!silent.isSilent(name, node, nanoClock.getAsLong())
          || !cluster.removeNode(name, node)) {
        all = false;
      }
    }
    return all;
  }

  private static boolean hasApplied(@Nullable NodeRecord node, Progress needed) {
    return node != null && node.progress().covers(needed);
  }

  /** Positions of two logs say nothing about each other. */
  private static void requireSameLog(Cluster cluster, LogRecord written, long position) {
    ClusterClock clock = cluster.clock();
    Logged there = cluster.logged(position);
    if (clock == null
        || clock.incarnation() != written.incarnation()
        || there == null
        || !written.equals(there.record())) {
      throw new CoherenceFailure("the cluster lost what was written");
    }
  }
}
