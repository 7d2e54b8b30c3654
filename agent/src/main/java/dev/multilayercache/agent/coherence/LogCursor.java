package dev.multilayercache.agent.coherence;

import dev.multilayercache.agent.coherence.Cluster.Batch;
import dev.multilayercache.agent.coherence.Cluster.Logged;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How far this node has applied the log.
 *
 * <p>The log answers a read that it cannot serve from where it can, and says nothing: records that
 * were overwritten, and a log that was lost and begins anew, show only in where the answer begins.
 * A log that was lost and has grown again shows in the last record that was applied, which is no
 * longer there. Position and record change as one. Safe for use by any thread; records are applied
 * one at a time, in their order.
 */
final class LogCursor {
  private final ObjLongConsumer<LogRecord> apply;
  private volatile @Nullable Place place;
  private long lives;

  /** What became of a part of the log. */
  enum Read {
    APPLIED,
    /** Records before it were overwritten. */
    BEHIND,
    /** It is of a log that began anew. */
    ANOTHER_LOG
  }

  /**
   * @param life another one after each {@link #place}: answers to reads of an earlier one are late
   * @param next the position to be read
   * @param last what the log holds before it, as far as known
   */
  record Place(long life, long next, @Nullable Content last) {

    /**
     * Whether the log is still the one that was read up to here, and as long.
     *
     * @param tail the end of the log, asked for after this place was taken: else what was applied
     *     meanwhile would look like a log that has become shorter
     */
    boolean isContinuedBy(Cluster cluster, long tail) {
      if (tail < next - 1) {
        return false;
      }
      if (last == null) {
        return true;
      }
      Logged there = cluster.logged(next - 1);
      return there != null && there.content().equals(last);
    }
  }

  /**
   * @param apply given each record with its position
   */
  LogCursor(ObjLongConsumer<LogRecord> apply) {
    this.apply = apply;
  }

  /** Null while it is not known where to read. */
  @Nullable Place place() {
    return place;
  }

  /** The last position that was applied; -1 if there is no place. */
  long applied() {
    Place now = place;
    return now == null ? -1 : now.next() - 1;
  }

  synchronized Place place(long next, @Nullable Content last) {
    Place placed = new Place(++lives, next, last);
    place = placed;
    return placed;
  }

  synchronized void lose() {
    place = null;
  }

  /**
   * Applies what was read from a place; what was applied meanwhile is skipped.
   *
   * <p>If something between is missing, there is no place any more.
   */
  synchronized Read accept(Place from, Batch batch) {
    Place now = place;
    if (now == null || now.life() != from.life()) {
      return Read.APPLIED; // late: the reader has been placed elsewhere
    }
    if (batch.first() != from.next()) {
      place = null;
      return batch.first() > from.next() ? Read.BEHIND : Read.ANOTHER_LOG;
    }
    long position = batch.first();
    for (Logged each : batch.records()) {
      if (position >= now.next()) {
        LogRecord read = each.record();
        if (read != null) {
          apply.accept(read, position);
        }
        now = new Place(now.life(), position + 1, each.content());
        place = now;
      }
      position++;
    }
    return Read.APPLIED;
  }
}
