package dev.multilayercache.agent.coherence;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a node writes into the registry with each renewal of its lease.
 *
 * @param beat grows with each write: as long as it does not change, the node renews nothing
 * @param applied the position in the log up to which the node has applied all records
 */
public record NodeRecord(long beat, long applied) {
  /** The version of the protocol; nodes of another one are none that this one can wait for. */
  private static final byte VERSION = 1;

  private static final int BYTES = 1 + 2 * Long.BYTES;

  public byte[] toBytes() {
    return ByteBuffer.allocate(BYTES).put(VERSION).putLong(beat).putLong(applied).array();
  }

  /** The record, or null if the bytes are none. */
  public static @Nullable NodeRecord parse(byte[] bytes) {
    if (bytes.length != BYTES || bytes[0] != VERSION) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, 1, BYTES - 1);
    return new NodeRecord(in.getLong(), in.getLong());
  }
}
