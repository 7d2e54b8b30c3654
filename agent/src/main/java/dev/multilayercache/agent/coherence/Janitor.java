package dev.multilayercache.agent.coherence;

import dev.multilayercache.agent.coherence.Cluster.Registered;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Keeps what the protocol leaves in the cluster bounded: scopes, and records of nodes that ended
 * without a word. Used by one thread.
 */
final class Janitor {
  private static final int MOST_SCOPES = 100_000;
  private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Invalidator invalidator;
  private final int mostScopes;
  private final LongSupplier nanoClock;
  private final SilentNodes silent;
  private long nextNanos;

  Janitor(Invalidator invalidator, Duration lease, LongSupplier nanoClock) {
    this(invalidator, lease, MOST_SCOPES, nanoClock);
  }

  Janitor(Invalidator invalidator, Duration lease, int mostScopes, LongSupplier nanoClock) {
    this.invalidator = invalidator;
    this.silent = new SilentNodes(lease.toNanos() * 20);
    this.mostScopes = mostScopes;
    this.nanoClock = nanoClock;
    this.nextNanos = nanoClock.getAsLong() + EVERY_NANOS;
  }

  /** Cleans up, if it is time to. */
  void clean(Cluster cluster) {
    long now = nanoClock.getAsLong();
    if (now - nextNanos >= 0) {
      nextNanos = now + EVERY_NANOS;
      boundScopes(cluster);
      removeDead(cluster, now);
    }
  }

  /**
   * When there are too many scopes, everything is invalidated: what was loaded before is stale
   * then, and the scopes before say nothing more. That costs loads, never a stale answer, and asks
   * no wall clock.
   */
  void boundScopes(Cluster cluster) {
    if (cluster.scopeCount() > mostScopes) {
      Invalidator.Written all = invalidator.carryOut(cluster, List.of(new Invalidation.All(null)));
      cluster.forgetScopes(all.record().sequence());
    }
  }

  private void removeDead(Cluster cluster, long now) {
    Map<String, Registered> nodes = cluster.nodes();
    silent.retain(nodes.keySet());
    nodes.forEach(
        (name, node) -> {
          if (silent.isSilent(name, node, now)) {
            cluster.removeNode(name, node);
          }
        });
  }
}
