package dev.multilayercache.agent.coherence;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a node writes into the registry with each renewal of its lease.
 *
 * @param beat grows with each write: as long as it does not change, the node renews nothing
 */
public record NodeRecord(long beat, Progress progress) {
  /** The version of the protocol; nodes of another one are none that this one can wait for. */
  private static final byte VERSION = 1;

  private static final int BYTES = 1 + 5 * Long.BYTES;

  public byte[] toBytes() {
    return ByteBuffer.allocate(BYTES)
        .put(VERSION)
        .putLong(beat)
        .putLong(progress.applied())
        .putLong(progress.incarnation())
        .putLong(progress.holder().getMostSignificantBits())
        .putLong(progress.holder().getLeastSignificantBits())
        .array();
  }

  /** The record, or null if the bytes are none. */
  public static @Nullable NodeRecord parse(byte[] bytes) {
    if (bytes.length != BYTES || bytes[0] != VERSION) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, 1, BYTES - 1);
    long beat = in.getLong();
    long applied = in.getLong();
    long incarnation = in.getLong();
    UUID holder = new UUID(in.getLong(), in.getLong());
    return new NodeRecord(beat, new Progress(applied, incarnation, holder));
  }
}
