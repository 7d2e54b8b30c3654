package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.LocalRegion;
import java.time.Duration;

/**
 * A shorter ttl for what the layers of this JVM hold already.
 *
 * <p>An entry does not know when it was loaded, only when it ends: it ends sooner by what the ttl
 * has become shorter. One that had a shorter life of its own ends too early by that, never too
 * late. A ttl that has become longer makes no life longer: who stored an entry meant it to end.
 *
 * @param shorterByNanos what the ttl has become shorter
 * @param latestNanos when what was loaded before the change has ended, on the nano clock
 */
record TtlChange(long shorterByNanos, long latestNanos) {

  /**
   * The change of a cache's ttl.
   *
   * @param nowNanos read after the new ttl came into force
   */
  static TtlChange of(Duration before, Duration after, long nowNanos) {
    long afterNanos = Lifespans.nanos(after);
    return new TtlChange(Lifespans.nanos(before) - afterNanos, nowNanos + afterNanos);
  }

  /**
   * Looks twice: what was being stored under the old ttl during the first look, the second one
   * finds by its end.
   */
  void apply(LocalRegion region) {
    if (shorterByNanos > 0) {
      region.replaceAll(this::sooner);
      region.replaceAll(entry -> entry.outlives(latestNanos) ? sooner(entry) : entry);
    }
  }

  private Entry sooner(Entry entry) {
    return entry.expiringBy(entry.deadlineNanos() - shorterByNanos);
  }
}
