package dev.multilayercache.agent.engine;

import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A load that a caller is to carry out: it runs the body, and says by {@link #accept} what that
 * returned or threw.
 *
 * <p>An expired entry may stand in for the value; each method that gives one counts it as an
 * answer.
 */
public interface BodyLoad
    extends BiConsumer<@Nullable Object, @Nullable Throwable>, Supplier<@Nullable Object> {

  /** After a failure: a reference to what stands in for the value, or null. */
  @Override
  @Nullable Object get();

  /** While the body runs: a reference to what may stand in for the value now, or null. */
  @Nullable Object substitute();

  /** Whether {@link #substitute} would give anything now; counts nothing. */
  boolean maySubstitute();

  /** This thread, which was to run the body, goes on without it: another one takes it over. */
  void handOver();

  /** This thread runs the body, instead of the one that was to. */
  void takeOver();

  /** Nobody runs the body: nothing has failed. Does nothing if the load has ended. */
  void giveUp();
}
