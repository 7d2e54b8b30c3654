package dev.multilayercache.agent.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Collects bytes in memory up to the size a value may have. */
final class LimitedOutput extends OutputStream {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

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
    if (bytes.size() + (long) more > Limits.MOST_BYTES) {
      throw new TooLargeException();
    }
  }
}
