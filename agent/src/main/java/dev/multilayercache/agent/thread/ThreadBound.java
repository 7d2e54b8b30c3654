package dev.multilayercache.agent.thread;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that single threads have for a while. While none has, asking reads one field and leaves
 * no trace in the thread. Safe for use by any thread.
 *
 * <p>Each thread has a place for it, which is found before anything is changed: where the stack
 * ends, a thread neither gets nor keeps what it should not have.
 */
public final class ThreadBound<T> {
  /** Never less than there are places; after a stack overflow perhaps more, which costs time. */
  private final AtomicInteger threads = new AtomicInteger();

  @SuppressWarnings("ThreadLocalUsage") // there are few of this
  private final ThreadLocal<Place<T>> places = new ThreadLocal<>();

  /** Where one thread has it. */
  private static final class Place<T> {
    @Nullable T value;
  }

  /** What the calling thread has, or null. */
  public @Nullable T get() {
    return threads.get() == 0 ? null : valueIn(places.get());
  }

  private static <T> @Nullable T valueIn(@Nullable Place<T> place) {
    return place == null ? null : place.value;
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
    Place<T> known = places.get();
    if (value != null) {
      (known == null ? newPlace() : known).value = value;
    } else if (known != null) {
      known.value = null;
      leave();
    }
  }

  /**
   * Runs a block within which the calling thread has something else; afterwards it has what it had
   * before.
   *
   * @return what the block gives; what it throws passes
   */
  public <R extends @Nullable Object> R during(T value, Supplier<R> block) {
    Place<T> known = places.get();
    Place<T> place = known == null ? newPlace() : known;
    T outer = place.value;
    place.value = value;
    try {
      return block.get();
    } finally {
      place.value = outer; // a call could find no stack here
      if (outer == null) {
        leaveIfThereIsRoom();
      }
    }
  }

  private Place<T> newPlace() {
    threads.incrementAndGet(); // first: one that is not counted would not be looked for
    Place<T> place = new Place<>();
    places.set(place);
    return place;
  }

  private void leaveIfThereIsRoom() {
    try {
      leave();
    } catch (StackOverflowError e) {
      // The place is empty, and will be found by whoever needs it next.
    }
  }

  private void leave() {
    places.remove();
    threads.decrementAndGet();
  }
}
