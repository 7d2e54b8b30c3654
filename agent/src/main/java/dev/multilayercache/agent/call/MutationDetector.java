package dev.multilayercache.agent.call;

import dev.multilayercache.agent.codec.NotEncodableException;
import dev.multilayercache.agent.codec.ValueCodec;
import dev.multilayercache.agent.log.AgentLog;
import dev.multilayercache.agent.thread.DetachedThread;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds out that a caller changes what all callers share, for tests and staging.
 *
 * <p>Of some of the values that are stored it notes what they look like in bytes, and looks again
 * once a second on a thread of its own until they are gone or have changed: hits are as they were.
 * It holds nothing of the application's strongly. Safe for use by any thread.
 */
final class MutationDetector implements AutoCloseable {
  private static final int MOST = 1_000;
  private static final int ONE_OF = 16;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Queue<Noted> noted = new ArrayDeque<>();
  private final Consumer<Runnable> starter;
  private boolean isRunning;
  private boolean isClosed;

  MutationDetector() {
    this(work -> DetachedThread.start("multilayercache-mutations", work));
  }

  /**
   * @param starter runs what it is given in the background
   */
  MutationDetector(Consumer<Runnable> starter) {
    this.starter = starter;
  }

  /** The values of one method; lives as long as its call site. */
  final class Watch {
    private final String method;
    private final ValueCodec codec;
    private final AtomicInteger stores = new AtomicInteger();
    private final AtomicBoolean told = new AtomicBoolean();

    private Watch(String method, ValueCodec codec) {
      this.method = method;
      this.codec = codec;
    }

    /** Notes one of so many values that are stored. */
    void stored(@Nullable Object value) {
      if (value != null && stores.getAndIncrement() % ONE_OF == 0 && !told.get()) {
        Integer look = look(value);
        if (look != null) {
          note(new Noted(new WeakReference<>(this), new WeakReference<>(value), look));
        }
      }
    }

    /** Null if it cannot be told. */
    private @Nullable Integer look(Object value) {
      try {
        return Arrays.hashCode(codec.encode(value));
      } catch (NotEncodableException e) {
        return null;
      }
    }

    private void changed(Object value) {
      if (told.compareAndSet(false, true)) {
        AgentLog.warn(
            "%s: a caller changed a %s that all callers share. Let it change a copy, or write copy = AUTO."
                .formatted(method, value.getClass().getName()));
      }
    }
  }

  private record Noted(WeakReference<Watch> watch, WeakReference<Object> value, int look) {

    /** Whether there is nothing more to see; tells if the value has changed. */
    boolean isDone() {
      Watch of = watch.get();
      Object now = value.get();
      if (of == null || now == null) {
        return true;
      }
      Integer again = of.look(now);
      boolean hasChanged = again == null || again != look;
      if (hasChanged) {
        of.changed(now);
      }
      return hasChanged;
    }
  }

  /** For one method. */
  Watch watch(String method, ValueCodec codec) {
    return new Watch(method, codec);
  }

  /** Looks no more; its thread, if there is one, ends with its next look. */
  @Override
  public synchronized void close() {
    isClosed = true;
    noted.clear();
  }

  private synchronized void note(Noted one) {
    if (isClosed) {
      return;
    }
    noted.add(one);
    if (noted.size() > MOST) {
      noted.remove();
    }
    if (!isRunning) {
      start();
    }
  }

  private void start() {
    isRunning = true;
    try {
      starter.accept(this::work);
    } catch (Throwable e) {
      isRunning = false; // the next value that is noted tries again
    }
  }

  private void work() {
    try {
      do {
        Thread.sleep(PAUSE.toMillis());
      } while (lookAgain());
    } catch (InterruptedException e) {
      stopped();
    } catch (Throwable e) {
      stopped(); // the next value that is noted starts another thread
      AgentLog.warnOncePerMinute(
          "mutations",
          "Looking for values that callers change failed (%s).".formatted(e.getClass().getName()));
    }
  }

  private synchronized void stopped() {
    isRunning = false;
  }

  /** Looks at all that is noted; false, and no thread running, if nothing is left. */
  boolean lookAgain() {
    Noted[] all;
    synchronized (this) {
      all = noted.toArray(Noted[]::new);
    }
    for (Noted each : all) {
      if (each.isDone()) {
        synchronized (this) {
          noted.remove(each);
        }
      }
    }
    synchronized (this) {
      isRunning = !noted.isEmpty();
      return isRunning;
    }
  }
}
