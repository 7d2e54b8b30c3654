package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.layer.Key;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A call that missed the nearest layer.
 *
 * @param type what a value must be an instance of to be an answer (a wrapper class for a primitive)
 * @param acceptsNull whether null is an answer: not for a method that returns a primitive
 * @param mayWait whether the caller may wait for another thread's load of the same key
 * @param tags gives the tags of the loaded value, or null if the value is not to be stored and the
 *     caller has said why; if it throws, the value is returned and not stored either
 */
public record LoadRequest(
    Key key,
    Lifetime lifetime,
    Class<?> type,
    boolean acceptsNull,
    boolean mayWait,
    Function<@Nullable Object, @Nullable List<String>> tags) {

  /** Whether a value, in the form of a hit's token, is an answer to this call. */
  boolean accepts(Optional<Object> token) {
    return token.isPresent() ? type.isInstance(token.get()) : acceptsNull;
  }
}
