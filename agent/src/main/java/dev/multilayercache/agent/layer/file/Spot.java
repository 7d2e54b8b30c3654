package dev.multilayercache.agent.layer.file;

import java.util.List;

/**
 * Where in the log a live entry is. Belongs to an index and is guarded as that; it moves when its
 * record is copied.
 */
final class Spot {
  private final Id id;
  private final List<String> tags;
  private final long expiresAtMillis;
  private final int noteLength;
  private final int valueLength;
  private Segment segment;
  private long offset;
  private boolean isLive = true;

  /**
   * Where the bytes of a value are; what was asked of a spot under the lock, to be read without.
   */
  record Value(Segment segment, long offset, int length) {}

  /**
   * @param tags those of the note, perhaps shared with other entries
   * @param noteLength the bytes of the record before its value
   */
  Spot(Id id, Note note, List<String> tags, int noteLength, Segment segment, long offset) {
    this.id = id;
    this.tags = tags;
    this.expiresAtMillis = note.expiresAtMillis();
    this.noteLength = noteLength;
    this.valueLength = note.valueLength();
    this.segment = segment;
    this.offset = offset;
  }

  Id id() {
    return id;
  }

  List<String> tags() {
    return tags;
  }

  boolean isExpired(long nowMillis) {
    return expiresAtMillis <= nowMillis;
  }

  int length() {
    return noteLength + valueLength;
  }

  Value value() {
    return new Value(segment, offset + noteLength, valueLength);
  }

  /** The whole record. */
  Value record() {
    return new Value(segment, offset, length());
  }

  boolean isIn(Segment segment) {
    return isLive && this.segment == segment;
  }

  void moveTo(Segment segment, long offset) {
    this.segment = segment;
    this.offset = offset;
  }

  /** The entry has been removed or replaced. */
  void end() {
    isLive = false;
  }
}
