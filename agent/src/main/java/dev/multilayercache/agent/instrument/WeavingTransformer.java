package dev.multilayercache.agent.instrument;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM calls for every class it loads: decides in a moment that most are left alone.
 *
 * <p>Never throws; a class that fails here is loaded as it is. Safe for use by any thread.
 */
final class WeavingTransformer implements ClassFileTransformer {
  private static final ClassLoader OWN_LOADER = WeavingTransformer.class.getClassLoader();

  private static final int DEEPEST = 4;

  /** How long who closes waits for classes that are being woven; a loader may be stuck. */
  private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final ClassWeaver weaver;
  private final OverlookedClasses overlooked;

  /** How often this thread is in here: reading a supertype may load classes of the loader. */
  private final ThreadLocal<@Nullable Integer> depth = new ThreadLocal<>();

  /** How many classes are in here. */
  private final AtomicInteger atWork = new AtomicInteger();

  private volatile boolean closed;

  /** Third parties' stores are no part of the application, and are not asked for class files. */
  private static final String LOADERS_OF_STORES = "dev.multilayercache.agent.layer.store.";

  WeavingTransformer(ClassWeaver weaver, OverlookedClasses overlooked) {
    this.weaver = weaver;
    this.overlooked = overlooked;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String internalName,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    if (internalName == null
        || loader == OWN_LOADER
        || (loader == null && !IgnoredClasses.mayBeAnApplications(internalName))) {
      return null;
    }
    Integer outer = depth.get();
    depth.set(outer == null ? 1 : outer + 1);
    atWork.incrementAndGet();
    try {
      byte[] woven =
          closed ? null : examine(loader, internalName, bytes, outer == null ? 0 : outer);
      return closed ? null : woven;
    } catch (Throwable e) {
      overlooked.addFailed(internalName, e);
      return null;
    } finally {
      atWork.decrementAndGet();
      if (outer == null) {
        depth.remove();
      } else {
        depth.set(outer);
      }
    }
  }

  /**
   * From here on nothing is woven, not even what is being looked at already: the JVM may show a
   * transformer a class for a while after it was removed.
   */
  void close() {
    closed = true;
    long begun = System.nanoTime();
    while (atWork.get() > 0 && System.nanoTime() - begun < DRAIN_NANOS) {
      LockSupport.parkNanos(this, LOOK_NANOS);
    }
  }

  private byte @Nullable [] examine(
      @Nullable ClassLoader loader, String internalName, byte[] bytes, int outer) {
    if (loader == null || isIgnored(loader, internalName)) {
      overlooked.addIgnored(loader, internalName, bytes);
      return null;
    }
    if (outer >= DEEPEST) {
      overlooked.add(
          internalName,
          bytes,
          "it was loaded while its loader was asked for the class files of others. Load it earlier.");
      return null;
    }
    return weaver.weave(bytes, loader);
  }

  static boolean isIgnored(ClassLoader loader, String internalName) {
    return loader == OWN_LOADER
        || loader.getClass().getName().startsWith(LOADERS_OF_STORES)
        || loader == ClassLoader.getPlatformClassLoader()
        || IgnoredClasses.isIgnored(internalName);
  }
}
