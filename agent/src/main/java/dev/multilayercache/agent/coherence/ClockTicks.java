package dev.multilayercache.agent.coherence;

import java.security.SecureRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The cluster clock, moved by compare-and-set. Blocks as the cluster does. */
final class ClockTicks {
  private final LongSupplier wallClock;
  private @Nullable SecureRandom random;

  /**
   * @param wallClock milliseconds; where a clock begins, so that it is ahead of one that was lost
   */
  ClockTicks(LongSupplier wallClock) {
    this.wallClock = wallClock;
  }

  /** The clock, made if there is none. */
  ClusterClock read(Cluster cluster) {
    while (true) {
      ClusterClock now = cluster.clock();
      if (now != null) {
        return now;
      }
      cluster.setClock(null, new ClusterClock(newIncarnation(), wallClock.getAsLong() * 1_000));
    }
  }

  /** The clock with the next sequence, which nobody else gets. */
  ClusterClock advance(Cluster cluster) {
    while (true) {
      ClusterClock now = read(cluster);
      if (cluster.setClock(now, now.next())) {
        return now.next();
      }
    }
  }

  /**
   * Begins another incarnation, unless somebody has since the one given: all that is cached
   * anywhere becomes stale.
   */
  ClusterClock reincarnate(Cluster cluster, long incarnation) {
    while (true) {
      ClusterClock now = read(cluster);
      ClusterClock next = new ClusterClock(newIncarnation(), now.sequence() + 1);
      if (now.incarnation() != incarnation || cluster.setClock(now, next)) {
        return now.incarnation() != incarnation ? now : next;
      }
    }
  }

  /** Made late: random numbers open files, which nothing may before main. */
  private synchronized long newIncarnation() {
    SecureRandom source = random;
    if (source == null) {
      source = new SecureRandom();
      random = source;
    }
    long made = source.nextLong();
    return made == 0 ? 1 : made; // zero is that of nothing known
  }
}
