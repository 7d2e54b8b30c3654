package dev.multilayercache.agent;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Defines {@code java.lang.MultiLayerCacheDispatcher} and puts the agent behind it.
 *
 * <p>The class is defined through a private lookup. For that {@code java.lang} is opened to the
 * unnamed module of the isolated class loader, and to that module only: the class of premain lives
 * in the application's unnamed module, and what is opened to it is open to every application class.
 * Appending to the bootstrap class path instead would switch class-data sharing off.
 */
final class Dispatcher {
  private static final String RESOURCE = "boot/MultiLayerCacheDispatcher.class";

  private Dispatcher() {}

  /**
   * Opens the door through which woven methods and the programming interface reach the agent, then
   * announces the agent in the system properties. Works once in a JVM.
   *
   * @param linker {@code (Lookup, String, MethodType, Object[])CallSite}
   * @param api operation and its arguments to an answer; types of {@code java.base} only
   * @throws IOException if the agent's jar lacks the dispatcher
   * @throws ReflectiveOperationException if this JVM does not let it be defined
   * @throws LinkageError if the dispatcher exists already
   */
  static void install(
      Instrumentation instrumentation,
      MethodHandle linker,
      BiFunction<String, Object[], @Nullable Object> api)
      throws IOException, ReflectiveOperationException {
    InternalPackages.openTo(Dispatcher.class.getModule(), instrumentation);
    Class<?> dispatcher =
        MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup())
            .defineClass(dispatcherBytes());
    MethodHandle install =
        MethodHandles.publicLookup()
            .findStatic(
                dispatcher,
                "install",
                MethodType.methodType(void.class, MethodHandle.class, BiFunction.class));
    try {
      install.invokeExact(linker, api);
    } catch (RuntimeException | Error refused) {
      throw refused;
    } catch (Throwable impossible) {
      throw new ReflectiveOperationException(impossible);
    }
    System.setProperty(MultiLayerCacheAgent.PRESENCE, version());
  }

  /** The version in the manifest of the agent's jar; {@code development} outside the jar. */
  static String version() {
    String version = Dispatcher.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private static byte[] dispatcherBytes() throws IOException {
    try (InputStream in = Dispatcher.class.getClassLoader().getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new FileNotFoundException("the agent's jar has no " + RESOURCE);
      }
      return in.readAllBytes();
    }
  }
}
