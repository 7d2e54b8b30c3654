package dev.multilayercache.agent.call;

import dev.multilayercache.agent.plan.AsyncType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One kind of results that bring their value later: how they are made and listened to. */
interface AsyncKind {

  /**
   * The kind of a declared result.
   *
   * @param declared the class as the application has it
   * @throws IllegalArgumentException if it lacks what the agent needs of it
   */
  static AsyncKind of(AsyncType type, Class<?> declared) {
    return switch (type) {
      case COMPLETABLE_FUTURE, COMPLETION_STAGE -> new FutureKind();
      case MONO -> MonoKind.of(declared);
      case UNI -> UniKind.of(declared);
    };
  }

  /** One that has brought its value. */
  Object completed(@Nullable Object value);

  /** One that has failed. */
  Object failed(Throwable thrown);

  /** One that brings what a future does, which is the caller's own. */
  Object following(CompletableFuture<@Nullable Object> own);

  /** Whether a body's result has begun nothing yet, and does so for each subscriber anew. */
  boolean isDeferred();

  /** A result that asks at each subscription what is to be subscribed to. */
  Object deferred(Object result, Function<Source, Object> subscription);

  /** What a body gave, for one subscriber. */
  interface Source {

    /** Begins, and brings the value. */
    CompletionStage<?> begin();

    /** As if there were no cache. */
    Object bare();
  }
}
