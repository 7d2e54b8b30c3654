package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.thread.DetachedThread;
import dev.multilayercache.agent.thread.StackRoom;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The time of about a millisecond ago, for the price of two reads of memory.
 *
 * <p>While it is read often, a daemon thread reads the exact clock every millisecond and publishes
 * the time; read seldom, the clock is the exact one and there is no thread. How far the time lags
 * behind depends on when the system lets that thread run: after a pause of the JVM, until it did.
 * Who must not go by an old time for long calls {@link #catchUp} now and then; who must not at all,
 * such as the holder of a lease, reads the exact clock. Safe for use by any thread.
 */
public final class CoarseClock implements LongSupplier {
  private static final AtomicLongFieldUpdater<CoarseClock> NOW =
      AtomicLongFieldUpdater.newUpdater(CoarseClock.class, "now");

  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** So many reads within so long are often: reading the exact clock costs them a thread's work. */
  private static final int MANY = 100;

  private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** After so many ticks it is asked again whether anybody reads. */
  private static final int TICKS = 1_000;

  private static final Duration LINGER = Duration.ofSeconds(10);

  private final LongSupplier exact;
  private final Function<Runnable, Thread> starter;
  private final int ticks;
  private final long lingerNanos;
  private volatile long now;

  /** Whether {@link #now} is kept; only the ticker writes it. */
  private volatile boolean ticking;

  private volatile boolean wanted;
  private volatile @Nullable Thread ticker;

  // Who reads the exact clock counts here, without synchronization: about so many is enough.
  private long windowStart;
  private int readsInWindow;

  /**
   * @param exact {@link System#nanoTime} or alike
   */
  public CoarseClock(LongSupplier exact) {
    this(exact, work -> DetachedThread.start("multilayercache-clock", work), TICKS, LINGER);
  }

  /**
   * @param starter starts its thread
   * @param linger how long that waits to be wanted again before it ends, and how long nobody tries
   *     to start one after that has failed
   */
  CoarseClock(LongSupplier exact, Function<Runnable, Thread> starter, int ticks, Duration linger) {
    this.exact = exact;
    this.starter = starter;
    this.ticks = ticks;
    this.lingerNanos = linger.toNanos();
    this.now = exact.getAsLong();
    this.windowStart = now;
  }

  @Override
  public long getAsLong() {
    return ticking ? now : exactly();
  }

  /** Publishes the exact time, if that has not been done. */
  void catchUp() {
    if (ticking) {
      publish();
    }
  }

  private long exactly() {
    long time = exact.getAsLong();
    if (time - windowStart > WINDOW_NANOS) {
      windowStart = time;
      readsInWindow = 0;
    }
    if (++readsInWindow >= MANY) {
      readsInWindow = 0;
      wantTicker();
    }
    return time;
  }

  /** Without a thread the time is exact all the same: that there is none is nobody's failure. */
  private void wantTicker() {
    try {
      StackRoom.proveForHit();
      wakeTicker();
    } catch (Throwable noThread) {
      windowStart = exact.getAsLong() + lingerNanos; // the next try is in another window
      readsInWindow = Integer.MIN_VALUE;
    }
  }

  private void wakeTicker() {
    wanted = true;
    Thread known = ticker;
    if (known == null) {
      startTicker();
    } else {
      LockSupport.unpark(known);
    }
  }

  private synchronized void startTicker() {
    if (ticker == null) {
      ticker = starter.apply(this::run);
    }
  }

  private void run() {
    try {
      do {
        wanted = false;
        tick();
      } while (lingers());
    } finally {
      ticking = false;
      ticker = null;
      if (wanted) {
        startTicker(); // somebody asked the one that was about to end
      }
    }
  }

  private void tick() {
    publish();
    ticking = true;
    for (int i = 0; i < ticks; i++) {
      pause(TICK_NANOS);
      publish();
    }
    ticking = false;
  }

  /** Whether somebody wants it again before long. */
  private boolean lingers() {
    long end = System.nanoTime() + lingerNanos;
    for (long left = lingerNanos; left > 0 && !wanted; left = end - System.nanoTime()) {
      pause(left);
    }
    return wanted;
  }

  /** Also after an interruption, which would let all further pauses end at once. */
  private void pause(long nanos) {
    boolean unused = Thread.interrupted();
    LockSupport.parkNanos(this, nanos);
  }

  /** Never back: who was late to publish has an older time than who came after. */
  private void publish() {
    long time = exact.getAsLong();
    long published = now;
    while (time - published > 0 && !NOW.compareAndSet(this, published, time)) {
      published = now;
    }
  }
}
