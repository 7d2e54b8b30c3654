package dev.multilayercache.agent.layer.file;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;

/**
 * Keeps a directory for one JVM: what another one removes, this one would not hear of.
 *
 * <p>Who comes too late leaves a mark, so that the next to have the directory does not believe what
 * is in it: it may have been invalidated by the one that stood outside.
 */
final class DirectoryLock implements AutoCloseable {
  private static final String NAME = "lock";
  private static final String MARK = "distrusted";

  private final File directory;
  private final RandomAccessFile file;

  private DirectoryLock(File directory, RandomAccessFile file) {
    this.directory = directory;
    this.file = file;
  }

  /**
   * Makes the directory, for its owner alone, if there is none.
   *
   * @throws IOException if it cannot be used, or another JVM does
   */
  @SuppressWarnings("resource") // the lock lives as long as its file is open
  static DirectoryLock take(File directory) throws IOException {
    make(directory);
    RandomAccessFile file = new RandomAccessFile(new File(directory, NAME), "rw");
    try {
      if (file.getChannel().tryLock() != null) {
        return new DirectoryLock(directory, file);
      }
    } catch (OverlappingFileLockException inThisJvm) {
      // as if it were another one
    } catch (IOException e) {
      file.close();
      throw e;
    }
    file.close();
    new File(directory, MARK).createNewFile();
    throw new IOException(
        "directory " + directory + " is in use by another layer or JVM. Give each its own");
  }

  private static void make(File directory) throws IOException {
    if (directory.isDirectory()) {
      return;
    }
    if (!directory.mkdirs() && !directory.isDirectory()) {
      throw new IOException("directory " + directory + " cannot be made");
    }
    // Values are in it. Where the file system knows no owners, this does nothing.
    directory.setReadable(false, /* ownerOnly= */ false);
    directory.setWritable(false, /* ownerOnly= */ false);
    directory.setExecutable(false, /* ownerOnly= */ false);
    directory.setReadable(true, /* ownerOnly= */ true);
    directory.setWritable(true, /* ownerOnly= */ true);
    directory.setExecutable(true, /* ownerOnly= */ true);
  }

  /** Whether another JVM was refused since it was emptied last. */
  boolean isDistrusted() {
    return new File(directory, MARK).exists();
  }

  /** It has been emptied. If the mark stays, it is emptied again with the next start. */
  void trust() {
    new File(directory, MARK).delete();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
