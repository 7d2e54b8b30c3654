package dev.multilayercache.agent.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Collects bytes in memory, behind a first one, up to the size a value may have.
 *
 * <p>Beyond that it only counts, so that the size can be told, and gives up at {@value
 * #GIVES_UP_AT} times the limit.
 */
final class LimitedOutput extends OutputStream {
  private static final int USUAL_SIZE = 1_024;
  private static final int GIVES_UP_AT = 4;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
  private final int most;
  private long size;

  LimitedOutput(int first, int most) {
    bytes.write(first);
    this.most = most;
  }

  /** The value takes several times what it may. */
  static final class TooLargeException extends IOException {
    private final long size;

    TooLargeException(long size) {
      this.size = size;
    }

    long size() {
      return size;
    }
  }

  /**
   * All bytes.
   *
   * @throws TooLargeException if they do not fit
   */
  byte[] toByteArray() throws TooLargeException {
    if (size > most) {
      throw new TooLargeException(size);
    }
    return bytes.toByteArray();
  }

  @Override
  public void write(int single) throws IOException {
    if (fits(1)) {
      bytes.write(single);
    }
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    if (fits(length)) {
      bytes.write(from, offset, length);
    }
  }

  private boolean fits(int more) throws IOException {
    size += more;
    if (size / GIVES_UP_AT > most) {
      throw new TooLargeException(size);
    }
    return size <= most;
  }
}
