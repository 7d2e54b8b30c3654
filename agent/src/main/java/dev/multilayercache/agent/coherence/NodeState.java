package dev.multilayercache.agent.coherence;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What this node knows of the others' invalidations. Safe for use by any thread. */
final class NodeState {
  final ScopeGenerations scopes = new ScopeGenerations();
  final KeyPositions positions = new KeyPositions();
  final StampSource stamps = new StampSource();
  final Quarantine quarantine = new Quarantine();
  final StrongCaches strong = new StrongCaches();
  final SequenceGaps gaps = new SequenceGaps();

  /** The incarnation of the cluster that this node is following; zero before the first. */
  volatile long incarnation;

  /** The highest that a record in the log was read with. */
  private final AtomicLong highestRead = new AtomicLong(-1);

  /** Takes note of a record, wherever it was seen. */
  void learn(LogRecord record, long position) {
    for (Invalidation each : record.invalidations()) {
      ScopeGenerations.concerned(each).forEach(scope -> scopes.raise(scope, record.sequence()));
      positions.raise(each, position);
    }
    record.strong().forEach(strong::learn);
    gaps.seen(record.sequence());
  }

  /** Takes note of a record that was read from the log. */
  void read(LogRecord record, long position) {
    learn(record, position);
    highestRead.accumulateAndGet(record.sequence(), Math::max);
  }

  /** The stamp that a write into the registry confirms, once the log was applied up to there. */
  Stamp readUpTo(long position) {
    return new Stamp(incarnation, highestRead.get(), position);
  }

  /** Takes note of a scope as the cluster has it. */
  void learn(String scope, long sequence) {
    String cache = ScopeGenerations.strongCache(scope);
    if (cache == null) {
      scopes.raise(scope, sequence);
    } else {
      strong.learn(cache);
    }
  }

  /** Whether a value from the cluster may answer. */
  boolean accepts(Stamp stamp, String cache, String key, List<String> tags) {
    return stamp.incarnation() == stamps.stamp().incarnation()
        && scopes.areFresh(cache, tags, stamp.sequence())
        && positions.areFresh(cache, key, stamp.position())
        && !quarantine.covers(cache, key, tags);
  }
}
