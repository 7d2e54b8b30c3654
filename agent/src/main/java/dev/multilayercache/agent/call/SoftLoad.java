package dev.multilayercache.agent.call;

import dev.multilayercache.agent.thread.DetachedPool;
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

  /** Who has left the load to the other. */
  private enum Parting {
    CALLER_LEFT,
    RUN_GIVEN_UP
  }

  private final LoadEnd end;
  private final BodyRun body;
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicReference<@Nullable Parting> parting = new AtomicReference<>();
  private BodyRun.@Nullable End ran;

  SoftLoad(LoadEnd end, BodyRun body) {
    this.end = end;
    this.body = body;
  }

  /**
   * The token for the woven method: a reference to a value, what the body threw, the load itself if
   * nobody else runs it, or null: then the entry was invalidated meanwhile, and the caller has to
   * load for itself.
   */
  @Nullable Object outcome(DetachedPool background, Duration softTimeout) {
    if (!isTakenBy(background)) {
      return end;
    }
    if (!isOverWithin(softTimeout) && parting.compareAndSet(null, Parting.CALLER_LEFT)) {
      end.handOver(); // else his next call would take the load for one that he is in himself
      return end.substitute();
    }
    BodyRun.End known = ran;
    if (known == null) {
      end.takeOver();
      return end;
    }
    Throwable thrown = known.thrown();
    if (thrown == null) {
      return new AtomicReference<>(known.value());
    }
    Object substitute = end.get();
    return substitute == null ? thrown : substitute;
  }

  /** Where the memory or the stack ends nobody runs it, and those who wait for it must go on. */
  private boolean isTakenBy(DetachedPool background) {
    try {
      return background.offer(this);
    } catch (VirtualMachineError e) {
      end.giveUp();
      throw e;
    }
  }

  @Override
  public void run() {
    try {
      end.takeOver();
      ran = body.once();
    } catch (Throwable failure) { // ours: the body's is in what it ran to
      end.failedInTheBackground(failure);
    } finally {
      finish();
    }
  }

  private void finish() {
    try {
      finish(ran);
    } finally {
      over.countDown();
    }
  }

  private void finish(BodyRun.@Nullable End known) {
    if (known == null) {
      if (!parting.compareAndSet(null, Parting.RUN_GIVEN_UP)) {
        end.giveUp();
      }
    } else if (known.isOfKey()) {
      end.accept(known.value(), known.thrown());
    } else {
      end.keepNothing();
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
