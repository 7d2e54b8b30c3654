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

  /** How often this thread is in here: reading a supertype may load classes of the loader. */
  private final ThreadLocal<@Nullable Integer> depth = new ThreadLocal<>();

  WeavingTransformer(ClassWeaver weaver) {
    this.weaver = weaver;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String internalName,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    if (loader == null || internalName == null || isLeftAlone(loader, internalName)) {
      return null;
    }
    Integer outer = depth.get();
    if (outer != null && outer >= DEEPEST) {
      return null;
    }
    depth.set(outer == null ? 1 : outer + 1);
    try {
      return weaver.weave(bytes, loader);
    } catch (Throwable e) {
      tell(internalName, e);
      return null;
    } finally {
      if (outer == null) {
        depth.remove();
      } else {
        depth.set(outer);
      }
    }
  }

  /** The JVM says nothing of a transformer that throws, so none of this may. */
  private static boolean isLeftAlone(ClassLoader loader, String internalName) {
    try {
      return isIgnored(loader, internalName);
    } catch (Throwable e) {
      tell(internalName, e);
      return true;
    }
  }

  private static void tell(String internalName, Throwable e) {
    AgentLog.warn(
        internalName.replace('/', '.')
            + ": could not be examined ("
            + e
            + "). It runs without caching. Please report this.");
  }

  static boolean isIgnored(ClassLoader loader, String internalName) {
    return loader == OWN_LOADER
        || loader == ClassLoader.getPlatformClassLoader()
        || IgnoredClasses.isIgnored(internalName);
  }
}
