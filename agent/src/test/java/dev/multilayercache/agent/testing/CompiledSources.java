package dev.multilayercache.agent.testing;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Java sources that a test writes itself, compiled: one version of an application of several. */
public final class CompiledSources {

  private CompiledSources() {}

  /**
   * Compiles into a new directory.
   *
   * @param sources by the name of their class, packages with slashes
   * @param classPath what they need besides the JDK
   */
  public static Path compile(Path parent, Map<String, String> sources, Path... classPath) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<JavaFileObject> units = new ArrayList<>();
    sources.forEach((name, source) -> units.add(new Source(name, source)));
    List<String> path = new ArrayList<>();
    for (Path each : classPath) {
      path.add(each.toString());
    }
    StringWriter complaints = new StringWriter();
    Path directory = newDirectory(parent);
    List<String> options =
        List.of(
            "-d",
            directory.toString(),
            "-proc:none",
            "-nowarn",
            "-parameters",
            "-cp",
            String.join(java.io.File.pathSeparator, path));
    if (!compiler.getTask(complaints, null, null, options, null, units).call()) {
      throw new AssertionError(complaints);
    }
    return directory;
  }

  /** The classes of a directory, in an application of their own. */
  public static ClassLoader loader(Path directory) {
    try {
      return new URLClassLoader(
          new URL[] {directory.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }

  private static Path newDirectory(Path parent) {
    try {
      return Files.createTempDirectory(parent, "classes");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
