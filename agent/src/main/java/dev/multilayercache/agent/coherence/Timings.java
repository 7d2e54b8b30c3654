package dev.multilayercache.agent.coherence;

import java.time.Duration;

/**
 * How long things may take.
 *
 * @param lease how long a node may serve what it holds after it began to prove that it knows all
 *     invalidations; the bound on staleness for what a confirmed invalidation concerns
 * @param operation how long to wait for one operation of a renewal
 * @param publish how long an invalidation may keep its caller, several tries included; waiting for
 *     the nodes' acknowledgement comes on top
 */
public record Timings(Duration lease, Duration operation, Duration publish) {
  private static final Duration LONGEST_LEASE = Duration.ofSeconds(5);

  /**
   * Half of what the user allows, for what a node cut off serves of its own may be as old again.
   * The cluster takes a silent member for dead after ten seconds: a lease must have ended by then.
   */
  public static Timings of(Duration maxStaleness, Duration operation, Duration publish) {
    Duration half = maxStaleness.dividedBy(2);
    return new Timings(
        half.compareTo(LONGEST_LEASE) < 0 ? half : LONGEST_LEASE, operation, publish);
  }

  public Duration renewalInterval() {
    return lease.dividedBy(5);
  }
}
