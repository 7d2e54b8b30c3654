package dev.multilayercache.agent.thread;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Something that single threads have for a while. While none has, asking reads one field and leaves
 * no trace in the thread. Safe for use by any thread.
 */
public final class ThreadBound<T> {
  private final AtomicInteger threads = new AtomicInteger();

  @SuppressWarnings("ThreadLocalUsage") // there are few of this
  private final ThreadLocal<@Nullable T> bound = new ThreadLocal<>();

  /** What the calling thread has, or null. */
  public @Nullable T get() {
    return threads.get() == 0 ? null : bound.get();
  }

  /** Whether the calling thread has something. */
  public boolean isSet() {
    return get() != null;
  }

  /**
   * Gives the calling thread something else.
   *
   * @param value null takes away what it has
   */
  public void set(@Nullable T value) {
    boolean had = get() != null;
    if (value == null) {
      bound.remove();
    } else {
      bound.set(value);
    }
    if (had != (value != null)) {
      threads.addAndGet(had ? -1 : 1);
    }
  }
}
