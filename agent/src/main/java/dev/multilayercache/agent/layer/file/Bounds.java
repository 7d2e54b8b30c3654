package dev.multilayercache.agent.layer.file;

/**
 * How much a store may hold.
 *
 * @param maximumBytes of all files together; live entries take three quarters of it, so that there
 *     is always a file from which room can be made
 */
record Bounds(long maximumBytes, long maximumEntries) {
  private static final long LARGEST_SEGMENT = 16L << 20;
  private static final int SEGMENTS = 16;

  /** Beyond that many files the oldest is cleared away, small as it may be. */
  private static final int MOST_SEGMENTS = 2 * SEGMENTS;

  long segmentBytes() {
    return Math.min(maximumBytes / SEGMENTS, LARGEST_SEGMENT);
  }

  /** Whether an entry must go. */
  boolean isExceeded(Index index) {
    return index.size() > maximumEntries || index.bytes() > maximumBytes / 4 * 3;
  }

  /** Whether a record would leave no room for others. */
  boolean isTooLarge(long recordBytes) {
    return recordBytes > maximumBytes / 8;
  }

  /** Whether files of so many bytes are too much, with a file in reserve to copy to. */
  boolean isFull(long bytes) {
    return bytes > maximumBytes - segmentBytes();
  }

  /** Whether room is to be made. */
  boolean isDue(long bytes, int segments) {
    boolean areMany = segments > MOST_SEGMENTS && bytes / segments < segmentBytes() / 2;
    return areMany || bytes > maximumBytes - 2 * segmentBytes();
  }
}
