package dev.multilayercache.agent.call;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to what a method that changes caches has returned: tells of its end. Who has
 * what he wants may cancel it then; that changes nothing. Safe for use by any thread.
 */
final class HeardChange {
  private final ChangeListener listener;
  private final AtomicBoolean isOver = new AtomicBoolean();

  HeardChange(ChangeListener listener) {
    this.listener = listener;
  }

  /** It has brought its value, or has ended without one. */
  void succeeded(@Nullable Object value) {
    isOver.set(true);
    listener.ended(value, /* thrown= */ null);
  }

  void failed(Throwable thrown) {
    isOver.set(true);
    listener.ended(/* result= */ null, thrown);
  }

  void cancelled() {
    if (isOver.compareAndSet(false, true)) {
      listener.cancelled();
    }
  }
}
