package dev.multilayercache.agent.testing;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.spi.InitialContextFactory;

/** JNDI as a server has it, with what a test puts there. */
public final class TinyNaming implements InitialContextFactory {
  private static final Map<String, Object> BOUND = new ConcurrentHashMap<>();

  /** Binds for all threads that find this naming. */
  public static void bind(String name, Object object) {
    BOUND.put(name, object);
  }

  public static void clear() {
    BOUND.clear();
  }

  /**
   * A loader whose threads find this naming: by a resource, as servers do, and not by a system
   * property, which would hold for the whole JVM.
   */
  public static ClassLoader loader(Path directory) throws IOException {
    Files.writeString(
        directory.resolve("jndi.properties"),
        Context.INITIAL_CONTEXT_FACTORY + "=" + TinyNaming.class.getName());
    return new URLClassLoader(
        new URL[] {directory.toUri().toURL()}, TinyNaming.class.getClassLoader());
  }

  @Override
  public Context getInitialContext(Hashtable<?, ?> environment) {
    return (Context)
        Proxy.newProxyInstance(
            TinyNaming.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) -> {
              Object found =
                  method.getName().equals("lookup") ? BOUND.get(arguments[0].toString()) : null;
              if (found == null) {
                throw new NameNotFoundException(String.valueOf(arguments[0]));
              }
              return found;
            });
  }
}
