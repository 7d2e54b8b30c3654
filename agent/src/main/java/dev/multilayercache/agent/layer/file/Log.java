package dev.multilayercache.agent.layer.file;

import java.io.File;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The segments of one directory, oldest first: the newest one is written to.
 *
 * <p>What is written is with the operating system when a call returns, and so survives the end of
 * this JVM. Only {@link #syncRemovals} waits for the disk. Its methods are for one thread at a
 * time, but for that one.
 */
final class Log {
  private final File directory;
  private final long segmentBytes;
  private final Deque<Segment> segments;
  private long nextNumber;
  private @Nullable Segment current;

  /**
   * @param segmentBytes of which size a segment is full
   * @param segments those that are there
   */
  Log(File directory, long segmentBytes, List<Segment> segments, long nextNumber) {
    this.directory = directory;
    this.segmentBytes = segmentBytes;
    this.segments = new ArrayDeque<>(segments);
    this.current = this.segments.peekLast();
    this.nextNumber = nextNumber;
  }

  /** Where something was written. */
  record Place(Segment segment, long offset) {}

  Place append(byte[] records, boolean areRemovals) throws IOException {
    Segment segment = current;
    if (segment == null
        || (segment.length() + records.length > segmentBytes
            && segment.length() > Segment.HEADER_BYTES)) {
      segment = begin();
    }
    try {
      return new Place(segment, segment.append(records, areRemovals));
    } catch (IOException e) {
      current = null; // what is torn must be the end of its segment
      throw e;
    }
  }

  private Segment begin() throws IOException {
    Segment segment = Segment.create(directory, nextNumber);
    nextNumber++;
    segments.add(segment);
    current = segment;
    return segment;
  }

  /** The oldest one but for that which is written to, or null. */
  @Nullable Segment oldestFull() {
    Segment oldest = segments.peekFirst();
    return oldest == current ? null : oldest;
  }

  /** Deletes the oldest one. */
  void dropOldest() throws IOException {
    segments.removeFirst().delete();
  }

  /** Deletes all but that which is written to. */
  void dropFull() throws IOException {
    while (oldestFull() != null) {
      dropOldest();
    }
  }

  /** Deletes all. */
  void dropAll() throws IOException {
    current = null;
    dropFull();
  }

  List<Segment> segments() {
    return new ArrayList<>(segments);
  }

  long bytes() {
    long bytes = 0;
    for (Segment each : segments) {
      bytes += each.length();
    }
    return bytes;
  }

  /** Returns when all removals written before are on the disk. */
  static void syncRemovals(List<Segment> segments) throws IOException {
    for (Segment each : segments) {
      each.syncRemovals();
    }
  }

  void close() throws IOException {
    for (Segment each : segments) {
      each.close();
    }
  }
}
