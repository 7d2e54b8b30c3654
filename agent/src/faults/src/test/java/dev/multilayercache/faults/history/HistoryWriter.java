package dev.multilayercache.faults.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes what one JVM does to one cache, a line each:
 *
 * <pre>{@code
 * R node began ended key version thread
 * I node began ended scope version confirmed
 * X node at text
 * }</pre>
 *
 * <p>A JVM that is killed loses at most its last tenth of a second, and may leave half a line.
 */
public final class HistoryWriter {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final String node;
  private final Writer file;
  private StringBuilder lines = new StringBuilder();

  public HistoryWriter(Path file, String node) {
    this.node = node;
    try {
      this.file = Files.newBufferedWriter(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread flusher = new Thread(this::flushAgainAndAgain, "history");
    flusher.setDaemon(true);
    flusher.start();
  }

  public synchronized void read(long began, long ended, String key, long version) {
    lines.append("R ").append(node).append(' ').append(began).append(' ').append(ended);
    lines.append(' ').append(key).append(' ').append(version).append(' ');
    lines.append(Thread.currentThread().getName()).append('\n');
  }

  public synchronized void invalidation(
      long began, long ended, Scope scope, long version, boolean confirmed) {
    lines.append("I ").append(node).append(' ').append(began).append(' ').append(ended);
    lines.append(' ').append(scope).append(' ').append(version).append(' ');
    lines.append(confirmed).append('\n');
  }

  public synchronized void failure(long at, Throwable thrown) {
    lines.append("X ").append(node).append(' ').append(at).append(' ');
    lines.append(thrown.toString().replaceAll("\\s+", " ")).append('\n');
  }

  /** Returns when all is in the file. */
  public void flush() {
    String text;
    synchronized (this) {
      text = lines.toString();
      lines = new StringBuilder();
    }
    synchronized (file) {
      try {
        file.write(text);
        file.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void flushAgainAndAgain() {
    while (true) {
      LockSupport.parkNanos(PAUSE_NANOS);
      flush();
    }
  }
}
