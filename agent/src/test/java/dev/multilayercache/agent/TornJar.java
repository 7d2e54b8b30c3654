package dev.multilayercache.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/** Copies of the agent's jar that somebody has repackaged, as fat-jar tools do. */
final class TornJar {
  private TornJar() {}

  static void withoutItsHiddenHalf(Path original, Path copy) throws IOException {
    try (JarFile in = new JarFile(original.toFile());
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(copy))) {
      for (JarEntry entry : Collections.list(in.entries())) {
        if (!entry.getName().startsWith("inst/")) {
          out.putNextEntry(new JarEntry(entry.getName()));
          try (InputStream content = in.getInputStream(entry)) {
            content.transferTo(out);
          }
          out.closeEntry();
        }
      }
    }
  }
}
