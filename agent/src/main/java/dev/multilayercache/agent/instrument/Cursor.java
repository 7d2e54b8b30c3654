package dev.multilayercache.agent.instrument;

/**
 * Reads big-endian numbers from a part of a class file, one after the other.
 *
 * <p>Whatever the bytes are, a read beyond the end throws {@link IndexOutOfBoundsException} and
 * nothing else.
 */
final class Cursor {
  private final byte[] bytes;
  private final int end;
  private int at;

  Cursor(byte[] bytes, int start) {
    this(bytes, start, bytes.length);
  }

  private Cursor(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  int position() {
    return at;
  }

  int u1() {
    need(1);
    return bytes[at++] & 0xff;
  }

  int u2() {
    return u1() << 8 | u1();
  }

  int s4() {
    return u2() << 16 | u2();
  }

  void skip(int count) {
    need(count);
    at += count;
  }

  /** The next bytes as a cursor of their own; this one goes on behind them. */
  Cursor slice(int length) {
    need(length);
    Cursor slice = new Cursor(bytes, at, at + length);
    at += length;
    return slice;
  }

  private void need(int count) {
    if (count < 0 || count > end - at) {
      throw new IndexOutOfBoundsException("class file ends at " + end);
    }
  }
}
