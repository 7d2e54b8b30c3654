package dev.multilayercache.agent.coherence;

import java.time.Duration;

/**
 * How long things may take.
 *
 * @param lease how long a node may serve what it holds after it began to prove that it knows all
 *     invalidations; the bound on staleness for what a confirmed invalidation concerns
 * @param operation how long to wait for one operation of a renewal
 * @param publish how long an invalidation is tried again before it counts as not confirmed
 * @param publishStrong the same where all nodes are waited for: one that died costs more than a
 *     lease, once
 */
public record Timings(
    Duration lease, Duration operation, Duration publish, Duration publishStrong) {
  private static final Duration LONGEST_LEASE = Duration.ofSeconds(5);

  /**
   * Half of what the user allows, for what a node cut off serves of its own may be as old again.
   * The cluster takes a silent member for dead after ten seconds: a lease must have ended by then.
   */
  public static Timings of(Duration maxStaleness, Duration operation, Duration publish) {
    Duration half = Duration.ofNanos(maxStaleness.toNanos() / 2);
    Duration lease = half.compareTo(LONGEST_LEASE) < 0 ? half : LONGEST_LEASE;
    return new Timings(lease, operation, publish, publish.plus(lease).plus(lease));
  }

  public Duration renewalInterval() {
    return Duration.ofNanos(lease.toNanos() / 5);
  }
}
