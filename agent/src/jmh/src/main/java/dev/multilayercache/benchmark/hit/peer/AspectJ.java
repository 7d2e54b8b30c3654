package dev.multilayercache.benchmark.hit.peer;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.aspectj.weaver.tools.WeavingAdaptor;
import org.springframework.cache.aspectj.AnnotationCacheAspect;

/** AspectJ's weaver, for one class that is not loaded yet: as the compiler would have left it. */
final class AspectJ {
  private AspectJ() {}

  /** Defines the class woven with the aspects of the library that Spring has for it. */
  static void weave(String className) throws IOException {
    URLClassLoader loader = (URLClassLoader) AspectJ.class.getClassLoader();
    URL aspects = AnnotationCacheAspect.class.getProtectionDomain().getCodeSource().getLocation();
    WeavingAdaptor weaver =
        new WeavingAdaptor(
            (name, original, closure) -> define(closure), classPath(loader), new URL[] {aspects});
    String file = className.replace('.', '/') + ".class";
    try (InputStream compiled = loader.getResourceAsStream(file)) {
      define(weaver.weaveClass(className, compiled.readAllBytes()));
    }
  }

  private static URL[] classPath(URLClassLoader loader) throws MalformedURLException {
    URL[] classPath = Arrays.copyOf(loader.getURLs(), loader.getURLs().length + 1);
    classPath[classPath.length - 1] =
        Path.of(System.getProperty("java.home"), "lib", "jrt-fs.jar").toUri().toURL();
    return classPath;
  }

  private static void define(byte[] woven) {
    try {
      MethodHandles.lookup().defineClass(woven);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
