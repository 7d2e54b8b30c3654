package dev.multilayercache.agent.layer.hazelcast;

import java.util.Set;

/**
 * The classes that Hazelcast finds by a name that came over the wire: its own and {@link
 * WireTypes}.
 *
 * <p>The filter of serialized streams is not asked where Hazelcast makes objects by its own means:
 * a {@code DataSerializable}, a compact record or a map's store needs no more than the name of a
 * class with a constructor. All of them come to the class loader of the configuration, which is
 * this one. It refuses with an exception that Hazelcast does not take for an absent class, since it
 * would go on to the class loader of the thread, and that may be the application's.
 */
final class WireClassLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private static final String HAZELCAST = "com.hazelcast.";

  /** What Hazelcast looks for by itself, to see whether it is there; to it, it never is. */
  private static final String OPTIONAL = "javax.cache.";

  private final Set<String> names = Set.copyOf(WireTypes.names());

  WireClassLoader() {
    super("multilayercache-wire", WireClassLoader.class.getClassLoader());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith(HAZELCAST) || names.contains(name)) {
      return super.loadClass(name, resolve);
    }
    if (name.startsWith(OPTIONAL)) {
      throw new ClassNotFoundException(name);
    }
    throw new SecurityException("a class that does not travel here");
  }
}
