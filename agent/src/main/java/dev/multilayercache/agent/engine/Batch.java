package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.layer.Entry;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Several keys that one call asks for: what the layers had, and the right to store what they had
 * not. It is to be told once how the method body ended. Used by one thread.
 */
public final class Batch {

  /** What becomes of the values. */
  interface Ending {
    void loaded(Batch batch, IntFunction<@Nullable Object> values);

    void failed(Batch batch);
  }

  private final Ending ending;
  private final List<LoadRequest> requests;
  private final List<Reading> readings;
  private final long stamp;
  private final long startNanos;
  private final long loadStartNanos;
  private final AtomicBoolean ended = new AtomicBoolean();

  /**
   * @param stamp taken before the layers were read
   * @param startNanos and the time of that
   * @param loadStartNanos the time when they had been read
   */
  Batch(
      Ending ending,
      List<LoadRequest> requests,
      List<Reading> readings,
      long stamp,
      long startNanos,
      long loadStartNanos) {
    this.ending = ending;
    this.requests = requests;
    this.readings = readings;
    this.stamp = stamp;
    this.startNanos = startNanos;
    this.loadStartNanos = loadStartNanos;
  }

  /** The entry of the request at this index, or null: then its value is to be loaded. */
  public @Nullable Entry found(int index) {
    return readings.get(index).entry();
  }

  /**
   * Stores what the body brought for the requests that found nothing.
   *
   * @param values by index, null for a key that the body knows nothing of
   */
  public void loaded(IntFunction<@Nullable Object> values) {
    if (ended.compareAndSet(false, true)) {
      ending.loaded(this, values);
    }
  }

  /** The body failed, or brought nothing that could be stored. */
  public void failed() {
    if (ended.compareAndSet(false, true)) {
      ending.failed(this);
    }
  }

  /** The body does not run for it. */
  public void leave() {
    if (ended.compareAndSet(false, true)) {
      release();
    }
  }

  List<LoadRequest> requests() {
    return requests;
  }

  long stamp() {
    return stamp;
  }

  long startNanos() {
    return startNanos;
  }

  long loadStartNanos() {
    return loadStartNanos;
  }

  /** The position of the layer that had it. */
  int layer(int index) {
    return readings.get(index).layer();
  }

  Leases leases(int index) {
    return readings.get(index).leases();
  }

  /** Gives back what was not used. */
  void release() {
    Leases.releaseAll(readings, 0);
  }
}
