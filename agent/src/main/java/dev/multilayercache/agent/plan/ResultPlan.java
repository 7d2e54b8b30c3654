package dev.multilayercache.agent.plan;

import dev.multilayercache.agent.config.CopyPolicy;
import dev.multilayercache.agent.config.ResultWishes;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What is kept of one method's results and exceptions, and how they are given out.
 *
 * @param cachedExceptions names of exception classes
 * @param exceptionTtl for those; zero means they are not stored
 * @param copy whether callers get copies
 */
public record ResultPlan(List<String> cachedExceptions, Duration exceptionTtl, CopyPolicy copy) {

  /** They say something of the JVM or of the thread, and nothing of the arguments. */
  private static final Set<String> NEVER =
      Set.of(
          "java.lang.VirtualMachineError",
          "java.lang.StackOverflowError",
          "java.lang.OutOfMemoryError",
          "java.lang.InternalError",
          "java.lang.UnknownError",
          "java.lang.ThreadDeath",
          "java.lang.InterruptedException");

  public ResultPlan {
    cachedExceptions = List.copyOf(cachedExceptions);
  }

  static ResultPlan of(ResultWishes wishes, Duration nullTtl) {
    return new ResultPlan(
        wishes.cachedExceptions(),
        wishes.exceptionTtl() == null ? nullTtl : wishes.exceptionTtl(),
        wishes.copy() == null ? CopyPolicy.NEVER : wishes.copy());
  }

  /** Checks what is wished, as far as names tell. */
  static void check(ResultWishes wishes) throws RefusedException {
    for (String each : wishes.cachedExceptions()) {
      if (NEVER.contains(each)) {
        throw new RefusedException(
            "cachedExceptions names "
                + each
                + ", which says nothing of the arguments: the next call may well succeed. Remove it.");
      }
    }
    if (wishes.exceptionTtl() != null && wishes.cachedExceptions().isEmpty()) {
      throw new RefusedException(
          "exceptionTtl is said and cachedExceptions is not, so no exception is cached. Write both or"
              + " neither.");
    }
  }

  /** For people; equal for methods that can share entries. */
  public String line() {
    String exceptions =
        cachedExceptions.isEmpty()
            ? "no cachedExceptions"
            : "cachedExceptions " + String.join(", ", cachedExceptions);
    return "copy " + copy + " and " + exceptions;
  }
}
