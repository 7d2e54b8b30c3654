package dev.multilayercache.agent.layer.file;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One file of the log: records one after the other, appended and never changed.
 *
 * <p>Not a channel: those are closed by the interruption of any thread that reads them. Appending
 * is for one thread at a time; all else is safe for use by any thread.
 */
final class Segment {
  static final String SUFFIX = ".mlc";

  /** "MLCF" and the number of the format. */
  private static final long HEADER = 0x4D_4C_43_46_0000_0001L;

  static final int HEADER_BYTES = Long.BYTES;

  private final long number;
  private final File path;
  private final RandomAccessFile file;

  /** Held while the disk is waited for: who comes second finds it done. */
  private final Object syncing = new Object();

  private long length;
  private boolean holdsRemovals;
  private boolean closed;

  private Segment(long number, File path, RandomAccessFile file, long length) {
    this.number = number;
    this.path = path;
    this.file = file;
    this.length = length;
  }

  /** A new one with that number. */
  static Segment create(File directory, long number) throws IOException {
    File path = new File(directory, String.format(Locale.ROOT, "%010d", number) + SUFFIX);
    RandomAccessFile file = new RandomAccessFile(path, "rw");
    try {
      file.setLength(0);
      file.write(ByteBuffer.allocate(HEADER_BYTES).putLong(HEADER).array());
      return new Segment(number, path, file, HEADER_BYTES);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** One that is there. */
  static Segment open(File path) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path, "rw");
    return new Segment(numberOf(path), path, file, file.length());
  }

  /** Whether it is a file of a log by its name. */
  static boolean isSegment(File file) {
    return file.getName().matches("\\d{10}\\" + SUFFIX) && file.isFile();
  }

  static long numberOf(File file) {
    return Long.parseLong(file.getName().substring(0, 10));
  }

  long number() {
    return number;
  }

  String name() {
    return path.getName();
  }

  File path() {
    return path;
  }

  synchronized long length() {
    return length;
  }

  /** Whether it begins as a segment of this format does; one that was only begun does, too. */
  synchronized boolean hasHeader() throws IOException {
    if (length < HEADER_BYTES) {
      return true;
    }
    file.seek(0);
    return file.readLong() == HEADER;
  }

  /** Cuts off what follows: a record that was not written to its end. */
  synchronized void truncate(long end) throws IOException {
    if (end < HEADER_BYTES) {
      file.setLength(0);
      file.seek(0);
      file.writeLong(HEADER);
      length = HEADER_BYTES;
    } else if (end < length) {
      file.setLength(end);
      length = end;
    }
  }

  /**
   * Appends a record, or several; gives the place of the first. After a failure nothing of it is
   * left, or it is the torn end of a segment to which nothing is appended any more.
   */
  synchronized long append(byte[] records, boolean areRemovals) throws IOException {
    long start = length;
    holdsRemovals |= areRemovals;
    file.seek(start);
    file.write(records);
    length = start + records.length;
    return start;
  }

  /** The bytes there, or null if the segment has been deleted meanwhile. */
  synchronized byte @Nullable [] read(long offset, int count) throws IOException {
    if (closed) {
      return null;
    }
    byte[] bytes = new byte[count];
    file.seek(offset);
    file.readFully(bytes);
    return bytes;
  }

  /** Returns when the removals in it are on the disk, not only with the operating system. */
  void syncRemovals() throws IOException {
    synchronized (syncing) {
      if (!startsSync()) {
        return;
      }
      try {
        file.getFD().sync(); // others read meanwhile
      } catch (IOException e) {
        failed(e);
      }
    }
  }

  private synchronized boolean startsSync() {
    boolean isDue = holdsRemovals && !closed;
    holdsRemovals = false;
    return isDue;
  }

  /** One that is deleted needs no sync: with it goes what its removals concern. */
  private synchronized void failed(IOException e) throws IOException {
    if (!closed) {
      holdsRemovals = true;
      throw e;
    }
  }

  synchronized void delete() throws IOException {
    close();
    if (!path.delete() && path.exists()) {
      throw new IOException("a file cannot be deleted");
    }
  }

  synchronized void close() throws IOException {
    closed = true;
    file.close();
  }
}
