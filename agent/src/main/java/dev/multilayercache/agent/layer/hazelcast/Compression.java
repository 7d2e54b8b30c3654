package dev.multilayercache.agent.layer.hazelcast;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Bytes made smaller, behind their length, by the JDK's deflate at its fastest level.
 *
 * <p>Nothing is made larger than its announced length, and nothing is announced that is longer than
 * a value may be, or than so few bytes can hold.
 */
final class Compression {
  /** What deflate can do at best, and a bit. */
  private static final int BEST_RATIO = 1_040;

  /** What is not made smaller by an eighth is not worth the reader's time. */
  private static final int WORTH_NUMERATOR = 7;

  private static final int WORTH_DENOMINATOR = 8;

  private Compression() {}

  /** The same in fewer bytes, or null if it is not worth it. */
  static byte @Nullable [] deflate(byte[] plain) {
    byte[] smaller = new byte[(int) ((long) plain.length * WORTH_NUMERATOR / WORTH_DENOMINATOR)];
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, /* nowrap= */ true);
    try {
      deflater.setInput(plain);
      deflater.finish();
      int length = deflater.deflate(smaller);
      return deflater.finished()
          ? ByteBuffer.allocate(Integer.BYTES + length)
              .putInt(plain.length)
              .put(smaller, 0, length)
              .array()
          : null;
    } finally {
      deflater.end();
    }
  }

  /** What was deflated, or null if these bytes are not that, or it would be longer than allowed. */
  static byte @Nullable [] inflate(ByteBuffer deflated, int most) {
    if (deflated.remaining() < Integer.BYTES) {
      return null;
    }
    int length = deflated.getInt();
    if (length < 0 || length > most || length / BEST_RATIO > deflated.remaining()) {
      return null;
    }
    byte[] plain = new byte[length];
    Inflater inflater = new Inflater(/* nowrap= */ true);
    try {
      inflater.setInput(deflated);
      int filled = inflater.inflate(plain);
      boolean isAll = filled == length && inflater.inflate(new byte[1]) == 0;
      return isAll && inflater.finished() && !deflated.hasRemaining() ? plain : null;
    } catch (DataFormatException damaged) {
      return null;
    } finally {
      inflater.end();
    }
  }
}
