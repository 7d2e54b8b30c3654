package dev.multilayercache.agent.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Collects bytes in memory, behind a first one, up to the size a value may have. */
final class LimitedOutput extends OutputStream {
  private static final int USUAL_SIZE = 1_024;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);

  LimitedOutput(int first) {
    bytes.write(first);
  }

  /** The value does not fit. */
  static final class TooLargeException extends IOException {
    TooLargeException() {
      super("it takes more than " + Limits.MOST_BYTES + " bytes");
    }
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }

  @Override
  public void write(int single) throws IOException {
    require(1);
    bytes.write(single);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    require(length);
    bytes.write(from, offset, length);
  }

  private void require(int more) throws IOException {
    if (bytes.size() - 1 + (long) more > Limits.MOST_BYTES) {
      throw new TooLargeException();
    }
  }
}
