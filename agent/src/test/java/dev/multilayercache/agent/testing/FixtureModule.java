package dev.multilayercache.agent.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A package of fixtures as an explicit module, as applications on the module path are. */
public final class FixtureModule {
  private FixtureModule() {}

  /**
   * Makes a module that has the name of the package.
   *
   * @param directory where; empty
   * @return the module path to start it with, the annotations included
   */
  public static String of(String packageName, Path directory) {
    Path packages = Path.of(packageName.replace('.', File.separatorChar));
    Path compiled = ForkedJvm.existing("agent/target/test-classes").resolve(packages);
    Path target = directory.resolve(packages);
    try (Stream<Path> classes = Files.list(compiled)) {
      Files.createDirectories(target);
      for (Path each : (Iterable<Path>) classes::iterator) {
        Files.copy(each, target.resolve(each.getFileName().toString()));
      }
      Path source = directory.resolve("module-info.java");
      Files.writeString(source, "module " + packageName + " { requires dev.multilayercache; }");
      compile(source, directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return directory + File.pathSeparator + ForkedJvm.annotationsJar();
  }

  private static void compile(Path source, Path directory) {
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--release",
                "17",
                "-d",
                directory.toString(),
                "--module-path",
                ForkedJvm.annotationsJar().toString(),
                source.toString());
    if (status != 0) {
      throw new AssertionError("module-info.java was not compiled: javac answered " + status);
    }
  }
}
