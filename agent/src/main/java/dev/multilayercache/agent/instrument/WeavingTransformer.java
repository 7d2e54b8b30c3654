package dev.multilayercache.agent.instrument;

import dev.multilayercache.agent.log.AgentLog;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM calls for every class it loads: decides in a moment that most are left alone.
 *
 * <p>Never throws; a class that fails here is loaded as it is. Safe for use by any thread.
 */
final class WeavingTransformer implements ClassFileTransformer {
  private static final ClassLoader OWN_LOADER = WeavingTransformer.class.getClassLoader();

  private static final int DEEPEST = 4;

  private final ClassWeaver weaver;
  private final OverlookedClasses overlooked;

  /** How often this thread is in here: reading a supertype may load classes of the loader. */
  private final ThreadLocal<@Nullable Integer> depth = new ThreadLocal<>();

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
    try {
      return examine(loader, internalName, bytes, outer == null ? 0 : outer);
    } catch (Throwable e) {
      AgentLog.warn(
          internalName.replace('/', '.')
              + ": could not be examined ("
              + e
              + "). It runs without caching. Please report this.");
      return null;
    } finally {
      if (outer == null) {
        depth.remove();
      } else {
        depth.set(outer);
      }
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
