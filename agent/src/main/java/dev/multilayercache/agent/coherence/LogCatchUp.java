package dev.multilayercache.agent.coherence;

import dev.multilayercache.agent.coherence.Cluster.Batch;
import dev.multilayercache.agent.coherence.Cluster.Logged;
import dev.multilayercache.agent.coherence.LogCursor.Place;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads the log up to a position that it is known to have. */
final class LogCatchUp {
  static final int MOST_AT_ONCE = 256;

  private final LogCursor cursor;
  private final Duration patience;

  LogCatchUp(LogCursor cursor, Duration patience) {
    this.cursor = cursor;
    this.patience = patience;
  }

  /** Applies what the follower has not yet; false if a part is missing. */
  boolean to(Cluster cluster, long tail) throws InterruptedException {
    while (true) {
      Place from = cursor.place();
      if (from == null) {
        return false;
      }
      if (from.next() > tail) {
        return true;
      }
      if (!cursor.accept(from, await(cluster.read(from.next(), MOST_AT_ONCE)))) {
        return false;
      }
    }
  }

  /** Takes note of records that this node need not apply, for it holds nothing from before. */
  void readHistory(Cluster cluster, NodeState state, long from, long tail)
      throws InterruptedException {
    long position = from;
    while (position <= tail) {
      Batch batch = await(cluster.read(position, MOST_AT_ONCE));
      position = batch.first();
      for (Logged each : batch.records()) {
        LogRecord record = each.record();
        if (record != null && !record.isUnknown()) {
          state.learn(record, position);
        }
        position++;
      }
    }
  }

  private Batch await(CompletableFuture<Batch> answer) throws InterruptedException {
    try {
      return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new CoherenceFailure("the log does not answer");
    } catch (ExecutionException e) {
      throw new CoherenceFailure("the log cannot be read");
    }
  }
}
