package dev.multilayercache.agent;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.jar.JarFile;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The classes of one library inside the agent's jar: a zip that is a single, uncompressed entry of
 * it.
 *
 * <p>The JVM makes an index of all entries of a jar that it opens, and the libraries have fifty
 * times as many as the agent itself. Kept like this they cost nothing until the first of them is
 * asked for; what Hazelcast has is never looked at without a cluster layer.
 *
 * <p>The entries are sorted, as the packager writes them. Safe for use by any thread.
 */
final class BundledLibrary {
  private static final int DIRECTORY_END = 0x06054b50;
  private static final int DIRECTORY_END_LENGTH = 22;
  private static final int HEADER_LENGTH = 46;
  private static final int LOCAL_HEADER_LENGTH = 30;

  private final JarFile jar;
  private final String root;
  private volatile @Nullable Directory directory;

  /**
   * @param root what the names of all its entries begin with, as {@code com/acme/}
   */
  BundledLibrary(JarFile jar, String root) {
    this.jar = jar;
    this.root = root;
  }

  /** Whether an entry of this name would be here, releases for newer Java versions included. */
  boolean isHomeOf(String name) {
    return name.startsWith(root);
  }

  boolean has(String name) throws IOException {
    return directory().find(name) >= 0;
  }

  /** An entry's bytes, or {@code null} if there is none of that name. */
  byte @Nullable [] read(String name) throws IOException {
    Directory entries = directory();
    int header = entries.find(name);
    if (header < 0) {
      return null;
    }
    byte[] packed;
    try (InputStream in = open()) {
      in.skipNBytes(entries.u4(header + 42));
      Directory local = new Directory(in.readNBytes(LOCAL_HEADER_LENGTH), new int[0]);
      in.skipNBytes(local.u2(26) + local.u2(28));
      packed = in.readNBytes(entries.u4(header + 20));
    }
    boolean isStored = entries.u2(header + 10) == ZipEntry.STORED;
    return isStored ? packed : inflate(packed, entries.u4(header + 24));
  }

  private static byte[] inflate(byte[] packed, int size) throws IOException {
    byte[] bytes = new byte[size];
    Inflater inflater = new Inflater(/* nowrap= */ true);
    try {
      inflater.setInput(packed);
      if (inflater.inflate(bytes) != size) {
        throw new ZipException("an entry is shorter than it should be");
      }
      return bytes;
    } catch (DataFormatException damaged) {
      throw (ZipException) new ZipException("an entry is damaged").initCause(damaged);
    } finally {
      inflater.end();
    }
  }

  /** Two threads may read it at once: they read the same. */
  private Directory directory() throws IOException {
    Directory read = directory;
    if (read == null) {
      read = readDirectory();
      directory = read;
    }
    return read;
  }

  private Directory readDirectory() throws IOException {
    byte[] bytes;
    int[] headers;
    try (InputStream in = open()) {
      long size = entry().getSize();
      in.skipNBytes(size - DIRECTORY_END_LENGTH);
      Directory end = new Directory(in.readNBytes(DIRECTORY_END_LENGTH), new int[0]);
      if (end.u4(0) != DIRECTORY_END) {
        throw new ZipException(entry() + " is not as the packager wrote it");
      }
      headers = new int[end.u2(10)];
      try (InputStream again = open()) {
        again.skipNBytes(end.u4(16));
        bytes = again.readNBytes(end.u4(12));
      }
    }
    Directory read = new Directory(bytes, headers);
    int at = 0;
    for (int i = 0; i < headers.length; i++) {
      headers[i] = at;
      at += HEADER_LENGTH + read.u2(at + 28) + read.u2(at + 30) + read.u2(at + 32);
    }
    return read;
  }

  /** Skipping in it is a jump, as long as nobody has compressed the entry. */
  private InputStream open() throws IOException {
    return jar.getInputStream(entry());
  }

  private ZipEntry entry() throws IOException {
    String name = "inst/" + root.replace('/', '.') + "zip";
    ZipEntry entry = jar.getEntry(name);
    if (entry == null) {
      throw new FileNotFoundException(jar.getName() + " has no " + name);
    }
    return entry;
  }

  /**
   * A zip's central directory.
   *
   * @param headers where in the bytes the entries' headers begin, in the order of their names
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Directory(byte[] bytes, int[] headers) {

    /** Where the header of an entry begins, or -1. */
    int find(String name) {
      int low = 0;
      int high = headers.length - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        int order = compare(headers[middle], name);
        if (order == 0) {
          return headers[middle];
        }
        if (order < 0) {
          low = middle + 1;
        } else {
          high = middle - 1;
        }
      }
      return -1;
    }

    /** How the name in a header compares with another; names are ASCII. */
    private int compare(int header, String name) {
      int length = u2(header + 28);
      int common = Math.min(length, name.length());
      for (int i = 0; i < common; i++) {
        int order = bytes[header + HEADER_LENGTH + i] - name.charAt(i);
        if (order != 0) {
          return order;
        }
      }
      return length - name.length();
    }

    int u2(int at) {
      return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
    }

    int u4(int at) {
      return u2(at) | u2(at + 2) << 16;
    }
  }
}
