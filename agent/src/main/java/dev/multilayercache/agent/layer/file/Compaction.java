package dev.multilayercache.agent.layer.file;

import dev.multilayercache.agent.layer.file.Log.Place;
import dev.multilayercache.agent.layer.file.Spot.Value;
import dev.multilayercache.agent.log.AgentLog;
import dev.multilayercache.agent.thread.DetachedThread;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes room: copies what is live in the oldest segment to the end of the log and deletes the
 * segment, on a thread that is there while there is something to do.
 *
 * <p>The removals in that segment go with it: they concern entries that were in it, or in older
 * ones that are gone.
 */
final class Compaction {
  private static final long PAUSE_AFTER_FAILURE = TimeUnit.SECONDS.toNanos(1);

  private final String layer;
  private final ReentrantLock lock;
  private final Index index;
  private final Log log;
  private final Bounds bounds;
  private final LongSupplier wallClock;
  private boolean isRunning;
  private long notBefore = System.nanoTime();
  private boolean closed;

  /**
   * @param lock guards index and log
   */
  Compaction(
      String layer,
      ReentrantLock lock,
      Index index,
      Log log,
      Bounds bounds,
      LongSupplier wallClock) {
    this.layer = layer;
    this.lock = lock;
    this.index = index;
    this.log = log;
    this.bounds = bounds;
    this.wallClock = wallClock;
  }

  void wakeIfDue() {
    lock.lock();
    try {
      if (!isRunning && System.nanoTime() - notBefore >= 0 && due() != null) {
        DetachedThread.start("multilayercache-" + layer + "-room", this::run);
        // Not before, for the JVM may have no thread left; the lock keeps the new one waiting.
        isRunning = true;
      }
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  /** The segment to clear away, or null. The lock is held. */
  private @Nullable Segment due() {
    return !closed && bounds.isDue(log.bytes(), log.segments().size()) ? log.oldestFull() : null;
  }

  private void run() {
    try {
      for (Segment next = next(); next != null; next = next()) {
        clearAway(next);
      }
    } catch (IOException | RuntimeException | Error e) {
      AgentLog.warnOncePerMinute(
          "room " + layer,
          "layer %s: making room failed (%s). It takes nothing new while it is full."
              .formatted(layer, e.getClass().getName()));
      ended();
    }
  }

  private @Nullable Segment next() {
    lock.lock();
    try {
      Segment next = due();
      isRunning = next != null;
      return next;
    } finally {
      lock.unlock();
    }
  }

  private void ended() {
    lock.lock();
    try {
      isRunning = false;
      notBefore = System.nanoTime() + PAUSE_AFTER_FAILURE;
    } finally {
      lock.unlock();
    }
  }

  private void clearAway(Segment segment) throws IOException {
    for (Spot each : spotsIn(segment)) {
      copy(each, segment);
    }
    lock.lock();
    try {
      if (log.oldestFull() == segment) { // else the store has been cleared meanwhile
        log.dropOldest();
      }
    } finally {
      lock.unlock();
    }
  }

  private List<Spot> spotsIn(Segment segment) {
    lock.lock();
    try {
      return index.all().stream().filter(each -> each.isIn(segment)).toList();
    } finally {
      lock.unlock();
    }
  }

  /** In small steps: others wait for the lock meanwhile. */
  private void copy(Spot spot, Segment from) throws IOException {
    Value record = spot.record();
    byte[] bytes = from.read(record.offset(), record.length());
    lock.lock();
    try {
      if (bytes == null || !spot.isIn(from)) {
        return;
      }
      if (spot.isExpired(wallClock.getAsLong())) {
        index.remove(spot.id());
        return;
      }
      Place place = log.append(bytes, /* areRemovals= */ false);
      spot.moveTo(place.segment(), place.offset());
    } finally {
      lock.unlock();
    }
  }
}
