package dev.multilayercache.agent.call;

import org.jspecify.annotations.Nullable;

/**
 * One subscription to what a method that changes caches has returned: tells of its end. Who has
 * what he wants may cancel it then; that changes nothing. Safe for use by any thread.
 */
final class HeardChange {
  private final ChangeListener listener;
  private volatile boolean isOver;

  HeardChange(ChangeListener listener) {
    this.listener = listener;
  }

  /** It has brought its value, or has ended without one. */
  void succeeded(@Nullable Object value) {
    isOver = true;
    listener.ended(value, /* thrown= */ null);
  }

  void failed(Throwable thrown) {
    isOver = true;
    listener.ended(/* result= */ null, thrown);
  }

  void cancelled() {
    if (!isOver) {
      listener.cancelled();
    }
  }
}
