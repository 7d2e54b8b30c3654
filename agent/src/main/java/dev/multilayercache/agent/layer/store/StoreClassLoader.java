package dev.multilayercache.agent.layer.store;

import dev.multilayercache.layer.LayerStore;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/**
 * Loads a third party's store from its jars: it sees the JDK and what a store is written against,
 * nothing else of the agent and nothing of the application.
 */
final class StoreClassLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
  }

  StoreClassLoader(List<URL> jars) {
    super("multilayercache-store", jars.toArray(URL[]::new), new Contract());
  }

  /** The package that a store is written against, as the agent has it. */
  private static final class Contract extends ClassLoader {
    static {
      registerAsParallelCapable();
    }

    private static final String PACKAGE = LayerStore.class.getPackageName() + ".";

    Contract() {
      super("multilayercache-store-contract", ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith(PACKAGE)) {
        return Class.forName(name, /* initialize= */ false, LayerStore.class.getClassLoader());
      }
      throw new ClassNotFoundException(name);
    }
  }
}
