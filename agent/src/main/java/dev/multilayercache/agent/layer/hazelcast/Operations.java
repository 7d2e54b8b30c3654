package dev.multilayercache.agent.layer.hazelcast;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;

/**
 * Runs the operations of the protocol, each within its time budget.
 *
 * <p>What does not come about in time is thrown as a {@link ClusterFailure}; it may still take
 * effect. Safe for use by any thread.
 */
record Operations(Bulkhead bulkhead, Duration budget, Duration scanBudget) {

  /** One that Hazelcast only offers blocking. */
  <T> T run(Callable<T> operation) {
    return bulkhead.call(budget, operation);
  }

  <T> T scan(Callable<T> operation) {
    return bulkhead.call(scanBudget, operation);
  }

  <T> T await(CompletionStage<T> answer) {
    return Bulkhead.await(answer.toCompletableFuture(), budget);
  }

  void awaitAll(List<? extends CompletionStage<?>> answers) {
    answers.forEach(this::await);
  }
}
