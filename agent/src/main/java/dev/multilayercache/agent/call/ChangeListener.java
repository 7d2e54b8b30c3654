package dev.multilayercache.agent.call;

import org.jspecify.annotations.Nullable;

/**
 * Told of the work that a method which changes caches goes on with after it has returned: once by a
 * future, by others with each subscription. Nothing it does fails for who tells it.
 */
interface ChangeListener {

  /** A subscription begins the work. */
  void begins();

  /**
   * The work is over; who waits for it has not heard of that yet.
   *
   * @param result what it has brought, if it did not fail
   */
  void ended(@Nullable Object result, @Nullable Throwable thrown);

  /** Nobody waits for its end any more; what it was to change may be changed already. */
  void cancelled();

  /** Its end cannot be heard of. */
  void isUnheard(Throwable reason);
}
