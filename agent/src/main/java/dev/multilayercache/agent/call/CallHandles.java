package dev.multilayercache.agent.call;

import dev.multilayercache.agent.engine.LocalHits;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds what an {@code invokedynamic} of a woven method is linked to. */
final class CallHandles {
  // What few applications need is found where it is needed: each look-up costs the first call.
  private static final MethodHandle FAILED =
      find(CachedCall.class, "failed", Object.class, Throwable.class);
  private static final MethodHandle ENTER_INVALIDATING =
      find(InvalidatingCall.class, "enter", Object.class, Object[].class);
  private static final MethodHandle FAILED_INVALIDATING =
      find(InvalidatingCall.class, "failed", Object.class, Throwable.class);
  private static final MethodHandle IS_HIT = isHitHandle();

  private CallHandles() {}

  /**
   * The handle of a cached method's call site: key, probe, and only after a miss the slow path.
   *
   * <pre>
   * key = localKey(arguments), or key(receiver, localKey(arguments))
   * token = hits.probe(key);     if (token != null) return token
   * token = hits.lookAgain(key); if (token != null) return token
   * return call.enter(key, receiver, arguments)
   * </pre>
   *
   * @param type of the call site: a receiver unless the method is static, then the arguments,
   *     references erased
   * @param key makes the key of what the call site gives
   * @param hits null if the nearest layer is not in this JVM: then the slow path is all there is
   * @param answers what is done where an entry is not itself the answer
   */
  static MethodHandle cached(
      CachedCall call,
      MethodType type,
      CallKey key,
      @Nullable LocalHits hits,
      CallAnswers answers) {
    MethodHandle slow = slowPath(answers.enter(), type, key);
    MethodHandle afterMiss = hits == null ? slow : first(answers.filter(hits.lookAgain()), slow);
    return probing(call, type, key, hits, answers, afterMiss);
  }

  /** The same for a method whose second look does more. */
  static MethodHandle resilient(
      ResilientCall resilient, MethodType type, CallKey key, CallAnswers answers) {
    MethodHandle enter =
        find(ResilientCall.class, "enter", Object.class, Object.class, Object.class, Object[].class)
            .bindTo(resilient);
    MethodHandle slow = slowPath(enter, type, key);
    return probing(resilient.call(), type, key, resilient.hits(), answers, slow);
  }

  private static MethodHandle probing(
      CachedCall call,
      MethodType type,
      CallKey key,
      @Nullable LocalHits hits,
      CallAnswers answers,
      MethodHandle afterMiss) {
    MethodHandle probed =
        hits == null ? afterMiss : first(answers.filter(hits.probe(key.onlyKey())), afterMiss);
    return keyed(call, probed, keyOf(type, key));
  }

  /** The same in a scope of refresh: key, and at once the way of a call that loads anew. */
  static MethodHandle refreshing(
      CachedCall call, MethodType type, CallKey key, CallAnswers answers) {
    return keyed(call, slowPath(answers.refresh(), type, key), keyOf(type, key));
  }

  private static MethodHandle keyed(CachedCall call, MethodHandle way, MethodHandle key) {
    return MethodHandles.catchException(
        MethodHandles.foldArguments(way, key), Throwable.class, FAILED.bindTo(call));
  }

  /** A call site's target that leaves calls alone for which a condition does not hold. */
  static MethodHandle onlyIf(CallCondition condition, MethodHandle target, int parameterCount) {
    MethodType type = target.type();
    MethodHandle test =
        find(CallCondition.class, "holds", boolean.class, Object[].class)
            .bindTo(condition)
            .asCollector(Object[].class, parameterCount)
            .asType(argumentsOf(type, parameterCount).changeReturnType(boolean.class));
    return MethodHandles.guardWithTest(withReceiver(test, type), target, MethodHandles.empty(type));
  }

  /** {@code (key, receiver if there is one, arguments…)Object}. */
  private static MethodHandle slowPath(MethodHandle way, MethodType type, CallKey key) {
    int parameterCount = key.ofArguments().type().parameterCount();
    MethodHandle enter = way.asCollector(Object[].class, parameterCount);
    boolean isStatic = type.parameterCount() == parameterCount;
    return (isStatic ? MethodHandles.insertArguments(enter, 1, (Object) null) : enter)
        .asType(type.insertParameterTypes(0, Object.class));
  }

  /** {@code (Object[])Object}: the local key of the receiver, if there is one, and arguments. */
  static MethodHandle spreadKey(MethodType type, CallKey key) {
    return keyOf(type, key)
        .asSpreader(Object[].class, type.parameterCount())
        .asType(MethodType.methodType(Object.class, Object[].class));
  }

  /** Makes the local key of what the call site gives. */
  private static MethodHandle keyOf(MethodType type, CallKey key) {
    MethodHandle localKey = key.ofArguments();
    MethodHandle ofArguments = localKey.asType(argumentsOf(type, localKey.type().parameterCount()));
    ReceiverPart receiver = key.receiver();
    return receiver == null ? withReceiver(ofArguments, type) : receiver.keyHandle(ofArguments);
  }

  /**
   * What the first one gives for the key, or if that is null what the other one gives.
   *
   * @param other takes more than the key
   */
  private static MethodHandle first(MethodHandle first, MethodHandle other) {
    MethodHandle found =
        MethodHandles.dropArguments(
            MethodHandles.identity(Object.class), 1, other.type().parameterList());
    return MethodHandles.foldArguments(
        MethodHandles.guardWithTest(
            IS_HIT, found, MethodHandles.dropArguments(other, 0, Object.class)),
        first);
  }

  /** The handle of the call site of a method that invalidates. */
  static MethodHandle invalidating(InvalidatingCall call, MethodType type, int parameterCount) {
    MethodHandle enter =
        ENTER_INVALIDATING
            .bindTo(call)
            .asCollector(Object[].class, parameterCount)
            .asType(argumentsOf(type, parameterCount));
    MethodHandle guarded =
        MethodHandles.catchException(enter, Throwable.class, FAILED_INVALIDATING.bindTo(call));
    return withReceiver(guarded, type);
  }

  private static MethodType argumentsOf(MethodType type, int parameterCount) {
    return type.dropParameterTypes(0, type.parameterCount() - parameterCount);
  }

  /** Takes the receiver, if the call site has one and the handle does not. */
  private static MethodHandle withReceiver(MethodHandle handle, MethodType type) {
    int receiver = type.parameterCount() - handle.type().parameterCount();
    return MethodHandles.dropArguments(handle, 0, type.parameterList().subList(0, receiver));
  }

  private static MethodHandle isHitHandle() {
    try {
      return MethodHandles.publicLookup()
          .findStatic(Objects.class, "nonNull", MethodType.methodType(boolean.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  static MethodHandle find(Class<?> type, String method, Class<?> result, Class<?>... parameters) {
    try {
      return MethodHandles.lookup()
          .findVirtual(type, method, MethodType.methodType(result, parameters));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
