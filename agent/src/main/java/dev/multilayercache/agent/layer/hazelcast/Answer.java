package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.internal.util.ConcurrencyUtil;
import com.hazelcast.spi.impl.InternalCompletableFuture;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * An operation that the cluster was sent, and what it will answer.
 *
 * <p>Who waits is woken by the thread on which Hazelcast receives the answer, as in its own
 * blocking calls; unlike those, the wait has an end.
 */
final class Answer<T> {
  private final InternalCompletableFuture<?> pending;
  private final Function<Object, T> reader;

  /**
   * @param reader makes the answer of what came, on the thread that waits
   */
  Answer(InternalCompletableFuture<?> pending, Function<Object, T> reader) {
    this.pending = pending;
    this.reader = reader;
  }

  /** The same answer, read further. */
  <R> Answer<R> map(Function<? super T, R> further) {
    return new Answer<>(pending, reader.andThen(further));
  }

  /**
   * Waits at most so long.
   *
   * @throws ClusterFailure if there is no answer, or the operation failed; it may still take effect
   */
  T await(Duration budget) {
    Object came = Bulkhead.<Object>await(widened(), budget);
    try {
      return reader.apply(came);
    } catch (RuntimeException unreadable) {
      throw ClusterFailure.of(unreadable);
    }
  }

  /**
   * Waits until so long after it was sent.
   *
   * @throws ClusterFailure as {@link #await}
   */
  T awaitSince(long sentNanos, Duration budget) {
    return await(budget.minusNanos(System.nanoTime() - sentNanos));
  }

  /** Runs something short once there is an answer, however late, or it is sure that none comes. */
  @SuppressWarnings("FutureReturnValueIgnored") // the action does not fail
  void whenOver(Runnable action) {
    pending.whenCompleteAsync((came, failure) -> action.run(), ConcurrencyUtil.CALLER_RUNS);
  }

  @SuppressWarnings("unchecked") // only read
  private Future<Object> widened() {
    return (Future<Object>) (Future<?>) pending;
  }
}
