package dev.multilayercache.faults.history;

import java.time.Duration;
import java.util.List;

/**
 * What a history says of a cache.
 *
 * @param staleAfterConfirmed reads that began after a confirmed invalidation of a newer version had
 *     ended
 * @param staleAfterAny the same after any invalidation, whatever it said
 * @param staleOnOwnNode the same after any invalidation by the very JVM that read
 * @param staleOverBound the same as the first, but later after it than the bound
 * @param longest from the end of the earliest such confirmed invalidation to the last such read
 * @param longestAny the same after any invalidation
 * @param propagation how long after a confirmed invalidation the other nodes still gave something
 *     older: one figure for each invalidated key and each other node, 0 if it did not
 * @param stuck gaps of more than the patience between two answers to one thread, outside pauses
 */
public record Verdict(
    long reads,
    long confirmed,
    long unconfirmed,
    long staleAfterConfirmed,
    long staleAfterAny,
    long staleOnOwnNode,
    long staleOverBound,
    Duration longest,
    Duration longestAny,
    Percentiles propagation,
    List<String> stuck,
    List<String> failures,
    List<String> examples) {

  /** Of the propagation. */
  public record Percentiles(Duration p50, Duration p99, Duration p999) {}
}
