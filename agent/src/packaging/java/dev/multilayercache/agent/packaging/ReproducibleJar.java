package dev.multilayercache.agent.packaging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A jar or zip being collected, written with its entries sorted and of one time, so that the same
 * input makes the same bytes. The manifest comes first, where {@code JarInputStream} looks for it.
 */
final class ReproducibleJar {
  private final Map<String, byte[]> entries =
      new TreeMap<>(
          Comparator.comparing((String name) -> !name.equals(JarFile.MANIFEST_NAME))
              .thenComparing(Comparator.naturalOrder()));
  private final Set<String> uncompressed = new HashSet<>();

  /** Adds an entry; the second of one name is an error in the build. */
  void add(String name, byte[] content) {
    if (entries.putIfAbsent(name, content) != null) {
      throw new IllegalStateException("Two entries named " + name);
    }
  }

  /** Adds an entry that is read by jumping about in it. */
  void addUncompressed(String name, byte[] content) {
    add(name, content);
    uncompressed.add(name);
  }

  /** The jar as bytes. */
  byte[] bytes(Instant time) throws IOException {
    LocalDateTime modified = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        jar.putNextEntry(entry(each.getKey(), each.getValue(), modified));
        jar.write(each.getValue());
        jar.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private ZipEntry entry(String name, byte[] content, LocalDateTime modified) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(modified);
    if (uncompressed.contains(name)) {
      CRC32 checksum = new CRC32();
      checksum.update(content);
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(content.length);
      entry.setCrc(checksum.getValue());
    }
    return entry;
  }
}
