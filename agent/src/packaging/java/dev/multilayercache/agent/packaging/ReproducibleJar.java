package dev.multilayercache.agent.packaging;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A jar being collected, written with its entries sorted and of one time, so that the same input
 * makes the same bytes. The manifest comes first, where {@code JarInputStream} looks for it.
 */
final class ReproducibleJar {
  private final Map<String, byte[]> entries =
      new TreeMap<>(
          Comparator.comparing((String name) -> !name.equals(JarFile.MANIFEST_NAME))
              .thenComparing(Comparator.naturalOrder()));

  /** Adds an entry; the second of one name is an error in the build. */
  void add(String name, byte[] content) {
    if (entries.putIfAbsent(name, content) != null) {
      throw new IllegalStateException("Two entries named " + name);
    }
  }

  /** Writes the jar, replacing any that is there. */
  void write(Path target, Instant time) throws IOException {
    LocalDateTime modified = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    try (ZipOutputStream jar =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(target)))) {
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(each.getKey());
        entry.setTimeLocal(modified);
        jar.putNextEntry(entry);
        jar.write(each.getValue());
        jar.closeEntry();
      }
    }
  }
}
