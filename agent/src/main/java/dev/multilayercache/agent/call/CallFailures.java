package dev.multilayercache.agent.call;

import dev.multilayercache.agent.expression.BoundExpression;
import dev.multilayercache.agent.expression.EvaluationException;
import dev.multilayercache.agent.key.KeyException;
import dev.multilayercache.agent.log.AgentLog;
import dev.multilayercache.agent.plan.Refusals;
import dev.multilayercache.agent.plan.Refusals.Kind;
import dev.multilayercache.agent.plan.ResultTypes;
import dev.multilayercache.agent.thread.InterruptFlag;
import org.jspecify.annotations.Nullable;

/**
 * Takes what fails in the agent during a call, so that the call goes on without it: a line for
 * people, and a count for the method's switch if it was a failure of ours.
 */
final class CallFailures {
  private final Refusals refusals;

  CallFailures(Refusals refusals) {
    this.refusals = refusals;
  }

  /** A cached method's call goes on as if there were no agent. */
  void ofCachedCall(String method, MethodSwitch own, Throwable failure) {
    rethrowIfOfTheJvm(failure);
    if (failure instanceof KeyException key && key.isPassing()) {
      AgentLog.warnOncePerMinute(
          "key of a call: " + method, method + ": some calls are not cached: " + key.getMessage());
    } else if (failure instanceof KeyException) {
      refusals.ofSomeCalls(method, Kind.KEY, String.valueOf(failure.getMessage()));
    } else {
      AgentLog.warnOncePerMinute(
          "cached call: " + method,
          method + ": the agent failed (" + name(failure) + "). The call ran uncached.");
      own.accept("a call", failure);
    }
  }

  /** A cached method's body has ended, and its caller gets what it gave. */
  void ofEndOfCachedCall(String method, MethodSwitch own, Throwable failure) {
    rethrowIfOfTheJvm(failure);
    AgentLog.warnOncePerMinute(
        "end of a cached call: " + method,
        method + ": the agent failed (" + name(failure) + "). The result may not be kept.");
    own.accept("the end of a call", failure);
  }

  /** A value is given to its caller and not stored, for want of a tag. */
  void ofKeeping(String method, KeyException failure) {
    refusals.ofSomeCalls(method, Kind.TAGS, String.valueOf(failure.getMessage()));
  }

  /** Whether a call is to be cached cannot be told: it is left alone. */
  void ofCondition(String method, BoundExpression condition, Throwable failure) {
    ofExpression(method, condition, failure, "The call ran uncached.");
  }

  /** Whether a result is to be stored cannot be told: it is given to its caller alone. */
  void ofUnless(String method, BoundExpression unless, Throwable failure) {
    ofExpression(method, unless, failure, "The result was not stored.");
  }

  private void ofExpression(
      String method, BoundExpression expression, Throwable failure, String consequence) {
    InterruptFlag.restoreAfter(failure);
    String what =
        failure instanceof EvaluationException known
            ? expression.said(known)
            : "%s failed (%s).".formatted(expression, name(failure));
    AgentLog.warnOncePerMinute(
        consequence + method, "%s: %s %s".formatted(method, what, consequence));
  }

  /**
   * A value is given to its caller and not stored, because it was made of what has no known tags.
   */
  void ofInheritedTags(String method) {
    refusals.ofSomeCalls(
        method,
        Kind.INHERITED,
        "it inherits tags, and a cached call in its body has some that could not be told; see that"
            + " method's line.");
  }

  /** Refuses a value that only one caller can use, though its declared type did not say so. */
  boolean refusesForOneCallerOnly(String method, @Nullable Object result) {
    return refusesForOneCallerOnly(method, result, Kind.RESULT, "remove @MultiLayerCached");
  }

  /** The same of a result that the method is to store elsewhere. */
  boolean refusesToStore(String method, @Nullable Object result) {
    return refusesForOneCallerOnly(method, result, Kind.UPDATE, "write @InvalidateCached");
  }

  private boolean refusesForOneCallerOnly(
      String method, @Nullable Object result, Kind kind, String remedy) {
    Object used = ResultTypes.forOneCallerOnly(result);
    if (used == null) {
      return false;
    }
    refusals.ofSomeCalls(
        method,
        kind,
        "it returned a %s, which one caller only can use. Return the finished values, for example a List, or %s."
            .formatted(used.getClass().getName(), remedy));
    return true;
  }

  /**
   * A result of which no copy can be made is given to its caller and not stored.
   *
   * @param reason names classes and fields, never the value
   */
  void ofCopy(String method, @Nullable String reason) {
    refusals.ofSomeCalls(
        method,
        Kind.RESULT,
        "copies are asked for, and none can be made: %s. Return what can be copied, or write copy = NEVER and change no result."
            .formatted(reason));
  }

  /** What a batch method returned is given to its caller as it is; does not fail. */
  void ofMap(String method, Throwable failure) {
    if (!(failure instanceof VirtualMachineError)) {
      InterruptFlag.restoreAfter(failure);
      AgentLog.warnOncePerMinute(
          "map of a batch: " + method,
          "%s: the map that it returned could not be read (%s). Nothing of it is cached."
              .formatted(method, name(failure)));
    }
  }

  /** A result to come brought what it was not declared to: that is not stored. */
  void ofForeignValue(String method, @Nullable Object value, Class<?> type) {
    refusals.ofSomeCalls(
        method,
        Kind.RESULT,
        "its result brought a %s, and is declared to bring a %s. Correct the cast that hides it."
            .formatted(value == null ? "null" : value.getClass().getName(), type.getName()));
  }

  /** A call's arguments, or its result, name nothing that could be invalidated. */
  void ofInvalidatedName(String method, RuntimeException failure) {
    refusals.ofSomeCalls(method, Kind.INVALIDATION, String.valueOf(failure.getMessage()));
  }

  /** A call's arguments, or its result, cannot be stored as the method says. */
  void ofUpdatedName(String method, RuntimeException failure) {
    refusals.ofSomeCalls(method, Kind.UPDATE, String.valueOf(failure.getMessage()));
  }

  /** A result that was to be stored is not, and its key is forgotten. */
  void ofUpdate(String method, MethodSwitch own, Throwable failure) {
    rethrowIfOfTheJvm(failure);
    AgentLog.warnOncePerMinute(
        "update: " + method,
        method
            + ": the agent failed to store its result ("
            + name(failure)
            + "). What is cached under its key is forgotten instead.");
    own.accept("an update", failure);
  }

  /** What a method was to invalidate is forgotten by forgetting more. */
  void ofInvalidation(String method, MethodSwitch own, Throwable failure) {
    rethrowIfOfTheJvm(failure);
    AgentLog.warnOncePerMinute(
        "invalidation: " + method,
        method
            + ": the agent failed ("
            + name(failure)
            + "). Instead of what it was to invalidate the whole cache is forgotten.");
    own.accept("an invalidation", failure);
  }

  /** Even that failed: what a method was to invalidate may still be there. */
  void ofForgettingAll(String method, Throwable failure) {
    rethrowIfOfTheJvm(failure);
    AgentLog.warnOncePerMinute(
        "forgetting all: " + method,
        method
            + ": the agent failed to forget a whole cache ("
            + name(failure)
            + "). Entries it was to invalidate may answer until their ttl ends.");
  }

  /** The message may carry somebody's data; the class does not. */
  private static String name(Throwable failure) {
    return failure.getClass().getName();
  }

  /** After a stack overflow or a lack of memory nothing more is tried here. */
  private static void rethrowIfOfTheJvm(Throwable failure) {
    if (failure instanceof VirtualMachineError error) {
      throw error; // first: where the stack ends no class can be loaded
    }
    InterruptFlag.restoreAfter(failure);
  }
}
