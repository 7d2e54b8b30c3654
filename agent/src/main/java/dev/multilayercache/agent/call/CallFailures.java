package dev.multilayercache.agent.call;

import dev.multilayercache.agent.key.KeyException;
import dev.multilayercache.agent.log.AgentLog;
import dev.multilayercache.agent.plan.Refusals;
import dev.multilayercache.agent.plan.Refusals.Kind;
import dev.multilayercache.agent.plan.ResultTypes;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Takes what fails in the agent during a call, so that the call goes on without it. */
final class CallFailures {
  private final Refusals refusals;
  private final LongAdder count = new LongAdder();

  CallFailures(Refusals refusals) {
    this.refusals = refusals;
  }

  /** How many calls were left alone because the agent failed. */
  long count() {
    return count.sum();
  }

  /** A cached method's call goes on as if there were no agent. */
  void ofCachedCall(String method, Throwable failure) {
    rethrowIfOfTheJvm(failure);
    count.increment();
    if (failure instanceof KeyException) {
      refusals.ofSomeCalls(method, Kind.KEY, String.valueOf(failure.getMessage()));
    } else {
      AgentLog.warnOncePerMinute(
          "cached call: " + method,
          method + ": the agent failed (" + name(failure) + "). The call ran uncached.");
    }
  }

  /** A value is given to its caller and not stored, for want of a tag. */
  void ofTags(String method, KeyException failure) {
    count.increment();
    refusals.ofSomeCalls(method, Kind.TAGS, String.valueOf(failure.getMessage()));
  }

  /** Refuses a value that only one caller can use, though its declared type did not say so. */
  boolean refusesForOneCallerOnly(String method, @Nullable Object result) {
    Object used = ResultTypes.forOneCallerOnly(result);
    if (used == null) {
      return false;
    }
    refusals.ofSomeCalls(
        method,
        Kind.RESULT,
        "it returned a "
            + used.getClass().getName()
            + ", which one caller only can use. Return the finished values, for example a List,"
            + " or remove @MultiLayerCached.");
    return true;
  }

  /** What a method was to invalidate may still be there. */
  void ofInvalidation(String method, Throwable failure) {
    rethrowIfOfTheJvm(failure);
    count.increment();
    if (failure instanceof KeyException || failure instanceof IllegalArgumentException) {
      refusals.ofSomeCalls(method, Kind.INVALIDATION, String.valueOf(failure.getMessage()));
    } else {
      AgentLog.warnOncePerMinute(
          "invalidation: " + method,
          method
              + ": the agent failed ("
              + name(failure)
              + "). Entries it was to invalidate may answer until their ttl ends.");
    }
  }

  /** The message may carry somebody's data; the class does not. */
  private static String name(Throwable failure) {
    return failure.getClass().getName();
  }

  /** After a stack overflow or a lack of memory nothing more is tried here. */
  private static void rethrowIfOfTheJvm(Throwable failure) {
    if (failure instanceof VirtualMachineError error) {
      throw error;
    }
  }
}
