package dev.multilayercache.agent.engine;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Told how a load ended whose body returns before its result is there: the first word counts, from
 * whatever thread.
 */
public interface PendingLoad extends BiConsumer<@Nullable Object, @Nullable Throwable> {

  /**
   * The body has returned and its result is to come. Until then a call within it is a recursion.
   */
  void isUnderWay();

  /** Nobody else must join it from now on: its value is its own caller's only. */
  void standAlone();

  /**
   * The last resort where its end could not be told: those who joined go on with that, and nothing
   * is stored.
   */
  void handOn(@Nullable Object result, @Nullable Throwable thrown);
}
