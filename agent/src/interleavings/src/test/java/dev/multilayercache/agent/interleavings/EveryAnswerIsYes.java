package dev.multilayercache.agent.interleavings;

import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionResult;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.kotlinx.lincheck.execution.ResultWithClock;
import org.jetbrains.kotlinx.lincheck.util.ExceptionResult;
import org.jetbrains.kotlinx.lincheck.util.ValueResult;
import org.jetbrains.lincheck.datastructures.verifier.Verifier;

/**
 * The judgement of one interleaving: operations that answer must answer yes, and none may throw.
 *
 * <p>What an operation promises is asked within it, against what had ended before it began.
 */
public final class EveryAnswerIsYes implements Verifier {
  static final AtomicLong JUDGED = new AtomicLong();

  /** As Lincheck makes one, of the sequential specification, for which there is no use here. */
  public EveryAnswerIsYes(Class<?> specification) {}

  @Override
  public boolean verifyResults(ExecutionScenario scenario, ExecutionResult results) {
    JUDGED.incrementAndGet();
    return results.getThreadsResultsWithClock().stream()
        .flatMap(thread -> thread.stream().map(ResultWithClock::getResult))
        .allMatch(EveryAnswerIsYes::isYes);
  }

  private static boolean isYes(Object result) {
    return result instanceof ValueResult answer
        ? !Boolean.FALSE.equals(answer.getValue())
        : !(result instanceof ExceptionResult);
  }
}
