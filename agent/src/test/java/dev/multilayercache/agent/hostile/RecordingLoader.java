package dev.multilayercache.agent.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/** An application's loader that notes which of the application's classes it is asked for. */
final class RecordingLoader extends ClassLoader {
  private static final String APPLICATION = "dev.multilayercache.fixture.hostile.";

  private final Set<String> asked = new ConcurrentSkipListSet<>();

  RecordingLoader() {
    super(RecordingLoader.class.getClassLoader());
  }

  /** Names of classes that are not the JDK's. */
  Set<String> asked() {
    return new TreeSet<>(asked);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith("java.")) {
      asked.add(name);
    }
    if (!name.startsWith(APPLICATION)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream in =
        RecordingLoader.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
