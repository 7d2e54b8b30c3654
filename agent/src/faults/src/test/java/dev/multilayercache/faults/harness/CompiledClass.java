package dev.multilayercache.faults.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/** Another release of a class of the application. */
public final class CompiledClass {
  private CompiledClass() {}

  /** Compiles one source file and returns the directory. */
  public static Path in(Path directory, String source) {
    try {
      Path file =
          Files.writeString(Files.createDirectories(directory).resolve("Item.java"), source);
      int status =
          ToolProvider.getSystemJavaCompiler()
              .run(null, null, null, "-parameters", "--release", "17", file.toString());
      if (status != 0) {
        throw new IllegalStateException("not compiled: " + source);
      }
      Path compiled = directory.resolve("dev/multilayercache/faults/app");
      Files.createDirectories(compiled);
      Files.move(directory.resolve("Item.class"), compiled.resolve("Item.class"));
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
