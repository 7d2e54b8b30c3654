package dev.multilayercache.agent;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
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
  private static final String NAME = "java.lang.MultiLayerCacheDispatcher";

  /** What woven code calls, or this class. */
  private static final List<String> CALLED =
      List.of(
          "install",
          "uninstall",
          "bootstrap",
          "missed",
          "returned",
          "exchanged",
          "threw",
          "recovered");

  private static final String RESOURCE = "boot/MultiLayerCacheDispatcher.class";

  private Dispatcher() {}

  /**
   * Opens the door through which woven methods and the programming interface reach the agent, then
   * announces the agent in the system properties. One agent at a time.
   *
   * @param linker {@code (Lookup, String, MethodType, Object[])CallSite}
   * @param api operation and its arguments to an answer; types of {@code java.base} only
   * @param missed called where an invalidation could not be begun
   * @throws IOException if the agent's jar lacks the dispatcher
   * @throws ReflectiveOperationException if this JVM does not let it be defined
   * @throws IllegalStateException if it serves another agent
   */
  static void install(
      Instrumentation instrumentation,
      MethodHandle linker,
      BiFunction<String, Object[], @Nullable Object> api,
      Runnable missed)
      throws IOException, ReflectiveOperationException {
    InternalPackages.openTo(Dispatcher.class.getModule(), instrumentation);
    Class<?> dispatcher = find();
    if (dispatcher == null) {
      dispatcher =
          MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup())
              .defineClass(dispatcherBytes());
    } else {
      checkReusable(dispatcher);
    }
    call(
        dispatcher.getMethod("install", MethodHandle.class, BiFunction.class, Runnable.class),
        linker,
        api,
        missed);
    System.setProperty(MultiLayerCacheAgent.PRESENCE, version());
  }

  /**
   * Closes the door that {@link #install} opened; the class stays, for the next agent.
   *
   * @param linker as it was installed
   * @throws ReflectiveOperationException if it was not opened
   */
  static void uninstall(MethodHandle linker) throws ReflectiveOperationException {
    System.clearProperty(MultiLayerCacheAgent.PRESENCE);
    Class<?> dispatcher = find();
    if (dispatcher != null) {
      call(dispatcher.getMethod("uninstall", MethodHandle.class), linker);
    }
  }

  /**
   * Refuses one that an agent of another version has left and that lacks what our woven code calls:
   * there is no defining it anew, and each woven call would fail.
   *
   * @throws IllegalStateException with one line
   */
  static void checkReusable(Class<?> dispatcher) {
    Set<String> known =
        Arrays.stream(dispatcher.getDeclaredMethods())
            .map(Method::getName)
            .collect(Collectors.toSet());
    List<String> missing = CALLED.stream().filter(each -> !known.contains(each)).toList();
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "%s was left in this JVM by an agent of another version and lacks %s. Restart the JVM to use this version."
              .formatted(dispatcher.getName(), String.join(", ", missing)));
    }
  }

  /** The dispatcher that an agent before this one has left, or null. */
  private static @Nullable Class<?> find() {
    try {
      return Class.forName(NAME, /* initialize= */ true, /* loader= */ null);
    } catch (ClassNotFoundException first) {
      return null;
    }
  }

  private static void call(Method method, Object... arguments) throws ReflectiveOperationException {
    try {
      method.invoke(null, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw e;
    }
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
