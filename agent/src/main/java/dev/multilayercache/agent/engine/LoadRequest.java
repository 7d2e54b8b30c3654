package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.log.AgentLog;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A call that missed the nearest layer.
 *
 * @param type what a value must be an instance of to be an answer (a wrapper class for a primitive)
 * @param acceptsNull whether null is an answer: not for a method that returns a primitive
 * @param patience how long the caller waits for loads of the same key
 * @param acceptsFailures whether a {@link CachedFailure} is an answer
 * @param keeper decides whether and how the loaded value is stored
 * @param failures told what failed inside the agent during the call, and how, when it was survived
 *     here: a shared layer's failures are not among them, nor errors of the virtual machine
 */
public record LoadRequest(
    Key key,
    Lifetime lifetime,
    Class<?> type,
    boolean acceptsNull,
    Patience patience,
    boolean acceptsFailures,
    Keeper keeper,
    BiConsumer<String, Throwable> failures) {
  static final BiConsumer<String, Throwable> NOBODY = (what, failure) -> {};

  /** A call whose failures nobody counts. */
  public LoadRequest(
      Key key,
      Lifetime lifetime,
      Class<?> type,
      boolean acceptsNull,
      Patience patience,
      Keeper keeper) {
    this(key, lifetime, type, acceptsNull, patience, /* acceptsFailures= */ false, keeper, NOBODY);
  }

  /** The agent failed at this call, which goes on without it; counted, and written. */
  void failed(String what, Throwable e) {
    failures.accept(what, e);
    AgentLog.warnOncePerMinute(
        "cache " + key.cache(),
        "cache %s: %s failed (%s). The method runs uncached."
            .formatted(key.cache(), what, e.getClass().getName()));
  }

  /** Whether a value is an answer to this call. */
  boolean accepts(@Nullable Object value) {
    return value instanceof CachedFailure ? acceptsFailures : accepts(type, acceptsNull, value);
  }

  /** Whether whatever answers the other call answers this one. */
  boolean accepts(LoadRequest other) {
    return type.isAssignableFrom(other.type)
        && (acceptsNull || !other.acceptsNull)
        && (acceptsFailures || !other.acceptsFailures);
  }

  static boolean accepts(Class<?> type, boolean acceptsNull, @Nullable Object value) {
    return value == null ? acceptsNull : type.isInstance(value);
  }
}
