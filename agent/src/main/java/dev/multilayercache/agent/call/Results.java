package dev.multilayercache.agent.call;

import dev.multilayercache.agent.engine.CachedFailure;
import dev.multilayercache.agent.engine.LayeredCache;
import dev.multilayercache.agent.engine.LocalHits;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the cache keeps of what one method's body gives, and what callers are given for it, where
 * that is not simply the result.
 *
 * @param type what a value must be an instance of
 * @param acceptsNull whether null is an answer
 * @param copies how callers get copies, or null if they share the value
 * @param watch told of values that are shared, or null if nobody wants to know who changes them
 */
record Results(
    Class<?> type,
    boolean acceptsNull,
    CachedExceptions exceptions,
    @Nullable Copies copies,
    MutationDetector.@Nullable Watch watch) {

  /** Whether the entry is what a caller gets, and the result what is kept. */
  boolean areShared() {
    return exceptions.areNone() && copies == null;
  }

  /** The hits of the nearest layer that answer the method's calls. */
  @Nullable LocalHits hitsIn(LayeredCache cache) {
    return cache.calls().hits(type, acceptsNull, /* acceptsFailures= */ !exceptions.areNone());
  }

  /**
   * What the woven method gets for an entry, which it is given as an {@link AtomicReference}: that,
   * one with a copy, or an exception to throw. Null if the entry is no answer.
   */
  @Nullable Object answer(@Nullable Object entry) {
    if (!(entry instanceof AtomicReference<?> found)) {
      return null;
    }
    Object kept = found.getPlain();
    if (kept instanceof CachedFailure failure) {
      return exceptions.areNone() ? null : failure.thrown();
    }
    if (!accepts(kept)) {
      return null;
    }
    return copies == null ? entry : CopiedAnswer.of(copies.give(kept), found);
  }

  boolean accepts(@Nullable Object value) {
    return value == null ? acceptsNull : type.isInstance(value);
  }

  /** What is kept of what the body gave, {@link Copies#NOT_KEPT} if that is nothing. */
  @Nullable Object kept(@Nullable Object result) {
    if (watch != null) {
      watch.stored(result);
    }
    return copies == null ? result : copies.keep(result);
  }

  /** Ends a load with what is to be kept of what the body gave. */
  void end(
      BiConsumer<@Nullable Object, @Nullable Throwable> load,
      @Nullable Object result,
      @Nullable Throwable thrown) {
    if (thrown == null) {
      load.accept(kept(result), null);
    } else if (exceptions.include(thrown)) {
      load.accept(new CachedFailure(thrown), null);
    } else {
      load.accept(null, thrown);
    }
  }
}
