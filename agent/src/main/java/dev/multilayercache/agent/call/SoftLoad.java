package dev.multilayercache.agent.call;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A load that its caller does not wait for to the end, because an expired entry may answer in its
 * place.
 *
 * <p>The body runs on a thread of ours from the start: one that runs on the caller's cannot be
 * left.
 */
final class SoftLoad implements Runnable {
  private final LoadEnd end;
  private final BodyRun body;
  private final CountDownLatch over = new CountDownLatch(1);
  private @Nullable Object value;
  private @Nullable Throwable thrown;

  SoftLoad(LoadEnd end, BodyRun body) {
    this.end = end;
    this.body = body;
  }

  /**
   * The token for the woven method: a reference to a value, what the body threw, the load itself if
   * nobody else runs it, or null: then the entry was invalidated meanwhile, and the caller has to
   * load for itself.
   */
  @Nullable Object outcome(BackgroundCalls background, Duration softTimeout) {
    if (!background.offer(this)) {
      return end;
    }
    if (!isOverWithin(softTimeout)) {
      return end.substitute();
    }
    if (thrown == null) {
      return new AtomicReference<>(value);
    }
    Object substitute = end.get();
    return substitute == null ? thrown : substitute;
  }

  @Override
  public void run() {
    try {
      end.takeOver();
      value = body.load();
    } catch (Throwable e) {
      thrown = e;
    }
    try {
      end.accept(value, thrown);
    } finally {
      over.countDown();
    }
  }

  private boolean isOverWithin(Duration time) {
    try {
      return over.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
