package dev.multilayercache.agent;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Loads the agent and the libraries it brings from {@link AgentBundle}, out of the application's
 * sight and without seeing the application.
 *
 * <p>Its own classes come first, then those of the platform; {@code java.} always comes from the
 * platform. The application's class path is no ancestor, so either side may have any version of
 * Hazelcast or Caffeine without the other noticing.
 *
 * <p>Safe for use by any thread; loads classes in parallel.
 */
final class IsolatedClassLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private static final String OWN_PACKAGES = "dev.multilayercache.";

  private final AgentBundle bundle;
  private final ProtectionDomain domain;

  /**
   * Opens the agent's jar.
   *
   * @throws IOException if it cannot be read, or is some other jar
   */
  IsolatedClassLoader(File agentJar) throws IOException {
    super("multilayercache", ClassLoader.getPlatformClassLoader());
    bundle = new AgentBundle(agentJar);
    CodeSource source = new CodeSource(agentJar.toURI().toURL(), (Certificate[]) null);
    domain = new ProtectionDomain(source, /* permissions= */ null, this, /* principals= */ null);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith("java.")) {
      return getParent().loadClass(name);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        loaded = define(name);
      }
      if (loaded == null) {
        loaded = getParent().loadClass(name);
      }
      if (resolve) {
        resolveClass(loaded);
      }
      return loaded;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    Class<?> defined = define(name);
    if (defined == null) {
      throw new ClassNotFoundException(name);
    }
    return defined;
  }

  @Override
  public @Nullable URL getResource(String name) {
    URL own = findResource(name);
    return own == null ? getParent().getResource(name) : own;
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    List<URL> all = new ArrayList<>();
    URL own = findResource(name);
    if (own != null) {
      all.add(own);
    }
    all.addAll(Collections.list(getParent().getResources(name)));
    return Collections.enumeration(all);
  }

  /** Reads from the bundle directly: this is how libraries read classes and small resources. */
  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    try {
      byte[] own = bundle.read(name);
      return own == null ? getParent().getResourceAsStream(name) : new ByteArrayInputStream(own);
    } catch (IOException unreadable) {
      return null; // as ClassLoader promises
    }
  }

  @Override
  protected @Nullable URL findResource(String name) {
    try {
      return bundle.locate(name);
    } catch (IOException unreadable) {
      return null; // as ClassLoader promises
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL own = findResource(name);
    return own == null
        ? Collections.emptyEnumeration()
        : Collections.enumeration(Collections.singleton(own));
  }

  private @Nullable Class<?> define(String name) throws ClassNotFoundException {
    byte[] bytes;
    try {
      bytes = bundle.read(name.replace('.', '/') + ".class");
    } catch (IOException unreadable) {
      throw new ClassNotFoundException(name, unreadable);
    }
    if (bytes == null) {
      return null;
    }
    definePackageOf(name);
    return defineClass(name, bytes, 0, bytes.length, domain);
  }

  /** The JVM defines packages by itself, but only this way does ours know its version. */
  private void definePackageOf(String className) {
    int end = className.lastIndexOf('.');
    if (end < 0 || !className.startsWith(OWN_PACKAGES)) {
      return;
    }
    String name = className.substring(0, end);
    if (getDefinedPackage(name) == null) {
      try {
        definePackage(name, null, null, null, null, bundle.version(), null, null);
      } catch (IllegalArgumentException definedByAnotherThread) {
        // the same package with the same version
      }
    }
  }
}
