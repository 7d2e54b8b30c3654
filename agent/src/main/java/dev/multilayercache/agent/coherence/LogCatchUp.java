package dev.multilayercache.agent.coherence;

import dev.multilayercache.agent.coherence.Cluster.Batch;
import dev.multilayercache.agent.coherence.Cluster.Logged;
import dev.multilayercache.agent.coherence.LogCursor.Place;
import dev.multilayercache.agent.coherence.LogCursor.Read;
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

  /** Applies what the follower has not yet, until a part is missing. */
  Read to(Cluster cluster, long tail) throws InterruptedException {
    while (true) {
      Place from = cursor.place();
      if (from == null) {
        return Read.BEHIND;
      }
      if (from.next() > tail) {
        return Read.APPLIED;
      }
      Read read = cursor.accept(from, await(cluster.read(from.next(), MOST_AT_ONCE)));
      if (read != Read.APPLIED) {
        return read;
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
