package dev.multilayercache.agent.coherence;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The clock that all nodes share: it orders invalidations by tag, by cache and of everything.
 *
 * @param incarnation random; another one says that the cluster may have lost or mixed what it held
 * @param sequence grows with each such invalidation, over incarnations too
 */
public record ClusterClock(long incarnation, long sequence) {
  private static final int BYTES = 2 * Long.BYTES;

  /** The clock after the next invalidation. */
  ClusterClock next() {
    return new ClusterClock(incarnation, sequence + 1);
  }

  public byte[] toBytes() {
    return ByteBuffer.allocate(BYTES).putLong(incarnation).putLong(sequence).array();
  }

  /** The clock, or null if the bytes are none. */
  public static @Nullable ClusterClock parse(byte[] bytes) {
    if (bytes.length != BYTES) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new ClusterClock(in.getLong(), in.getLong());
  }
}
