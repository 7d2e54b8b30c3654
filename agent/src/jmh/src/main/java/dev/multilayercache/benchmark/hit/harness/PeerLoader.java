package dev.multilayercache.benchmark.hit.harness;

import dev.multilayercache.benchmark.hit.contender.Peer;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Loads one peer with a copy of its own of all that it uses, libraries included.
 *
 * <p>Code is compiled for what was seen while it ran. In one loader, what Spring does to Caffeine
 * would be in the code of the reference, and the agent, which brings a Caffeine of its own, would
 * be the only one spared.
 */
final class PeerLoader extends URLClassLoader {
  private static final String SHARED = Peer.class.getPackageName() + ".";

  private PeerLoader(URL[] classPath) {
    super(classPath, ClassLoader.getPlatformClassLoader());
  }

  /** A new peer; its libraries find their resources through the thread's context loader. */
  static Peer load(String className) throws ReflectiveOperationException {
    URL[] classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(PeerLoader::url)
            .toArray(URL[]::new);
    PeerLoader loader = new PeerLoader(classPath);
    Thread.currentThread().setContextClassLoader(loader);
    return (Peer) loader.loadClass(className).getDeclaredConstructor().newInstance();
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    return name.startsWith(SHARED)
        ? PeerLoader.class.getClassLoader().loadClass(name)
        : super.findClass(name);
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(entry, e);
    }
  }
}
