package dev.multilayercache.agent.layer.caffeine;

import dev.multilayercache.agent.log.AgentLog;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a layer give way when the heap has no room left.
 *
 * <p>While more of the heap is used than the limit, nothing new is kept. Part of that use may be
 * garbage: if it is still above the limit when garbage has been collected, the layer gives up half
 * of its entries. Whether there was a collection is told by an object that nobody holds; the JMX
 * beans that would know it too are not to be loaded before the application does. Safe for use by
 * any thread.
 */
final class MemoryGuard {
  private static final long CALM_NANOS = Duration.ofSeconds(30).toNanos();

  private final String layer;
  private final double limit;
  private final Heap heap;
  private final LongSupplier nanoClock;

  /** Gone once garbage has been collected since the heap was found tight; guarded by this. */
  private @Nullable WeakReference<Object> witness;

  private boolean hasGivenWay;
  private long lastTight;

  /** How full the heap is. */
  interface Heap {
    /** Used bytes, garbage included, as a part of all that there can be. */
    double used();
  }

  /** What the guard has done by a check. */
  enum Advice {
    NOTHING,
    GIVE_WAY,
    RECOVER
  }

  /**
   * @param limit part of the heap above which nothing new is kept; 1 for none
   */
  MemoryGuard(String layer, double limit, LongSupplier nanoClock) {
    this(layer, limit, nanoClock, MemoryGuard::ofThisJvm);
  }

  MemoryGuard(String layer, double limit, LongSupplier nanoClock, Heap heap) {
    this.layer = layer;
    this.limit = limit;
    this.heap = heap;
    this.nanoClock = nanoClock;
  }

  private static double ofThisJvm() {
    Runtime jvm = Runtime.getRuntime();
    return (double) (jvm.totalMemory() - jvm.freeMemory()) / jvm.maxMemory();
  }

  /** Whether there is room for something new. */
  boolean hasRoom() {
    return limit >= 1 || heap.used() < limit;
  }

  /** What the layer is to do now; asked again and again. */
  synchronized Advice check() {
    long now = nanoClock.getAsLong();
    if (hasRoom()) {
      witness = null;
      return recovers(now) ? Advice.RECOVER : Advice.NOTHING;
    }
    lastTight = now;
    WeakReference<Object> known = witness;
    if (known != null && known.get() != null) {
      return Advice.NOTHING;
    }
    witness = new WeakReference<>(new Object());
    return known == null ? Advice.NOTHING : givesWay();
  }

  private Advice givesWay() {
    hasGivenWay = true;
    AgentLog.warnOncePerMinute(
        "memory " + layer,
        "layer %s: %d %% of the heap is in use after a collection. Half of the entries are evicted."
                .formatted(layer, Math.round(100 * heap.used()))
            + " Lower layers.maximumEntries, or give the JVM more heap.");
    return Advice.GIVE_WAY;
  }

  private boolean recovers(long now) {
    if (!hasGivenWay || now - lastTight < CALM_NANOS) {
      return false;
    }
    hasGivenWay = false;
    AgentLog.info("layer %s: the heap has room again; maximumEntries holds.".formatted(layer));
    return true;
  }
}
