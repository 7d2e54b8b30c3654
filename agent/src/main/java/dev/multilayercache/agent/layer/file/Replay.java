package dev.multilayercache.agent.layer.file;

import dev.multilayercache.agent.log.AgentLog;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Reads the log of an earlier run into an index.
 *
 * <p>Where a record is damaged or a segment missing, a removal may be lost, and all that was put
 * before is no longer believed. A record that just ends too early, at the end of a segment, was
 * being written when its JVM ended: nobody was told that it was there.
 */
final class Replay {
  private static final int BUFFER = 1 << 16;

  private final String layer;
  private final Index index;
  private final List<Segment> believed = new ArrayList<>();

  Replay(String layer, Index index) {
    this.layer = layer;
    this.index = index;
  }

  /** The segments that are believed, oldest first; those that are not have been deleted. */
  List<Segment> of(File directory) throws IOException {
    try {
      return read(directory);
    } catch (IOException | RuntimeException | Error e) {
      for (Segment each : believed) {
        each.close(); // it will be tried again
      }
      throw e;
    }
  }

  private List<Segment> read(File directory) throws IOException {
    File[] files = directory.listFiles(Segment::isSegment);
    if (files == null) {
      throw new IOException("directory " + directory + " cannot be read");
    }
    Arrays.sort(files, Comparator.comparing(File::getName));
    for (File file : files) {
      Segment segment = Segment.open(file);
      boolean isNext =
          believed.isEmpty() || believed.get(believed.size() - 1).number() + 1 == segment.number();
      if (!isNext) {
        disbelieve("a file before " + segment.name() + " is missing");
      }
      believed.add(segment);
      replay(segment);
    }
    return believed;
  }

  private void replay(Segment segment) throws IOException {
    if (!segment.hasHeader()) {
      disbelieve(segment.name() + " is no file of this release");
      return;
    }
    long end = Math.min(Segment.HEADER_BYTES, segment.length());
    try (DataInputStream in = open(segment)) {
      in.skipNBytes(end);
      while (end < segment.length()) {
        Note.Read read = Note.read(in, segment.length() - end);
        apply(read, segment, end);
        in.skipNBytes(read.note().valueLength());
        end += read.length() + read.note().valueLength();
      }
    } catch (EOFException torn) {
      segment.truncate(end);
    } catch (Note.DamagedException damaged) {
      disbelieve(segment.name() + " is damaged");
      return;
    }
    segment.truncate(end);
  }

  private static DataInputStream open(Segment segment) throws IOException {
    return new DataInputStream(
        new BufferedInputStream(new FileInputStream(segment.path()), BUFFER));
  }

  private void apply(Note.Read read, Segment segment, long offset) {
    Note note = read.note();
    switch (note.kind()) {
      case PUT -> index.put(note, read.length(), segment, offset);
      case REMOVE -> index.remove(note.id());
      case CLEAR -> index.clear();
    }
  }

  private void disbelieve(String why) throws IOException {
    AgentLog.warn("layer %s: %s. What was written until there is dropped.".formatted(layer, why));
    index.clear();
    for (Segment each : believed) {
      each.delete();
    }
    believed.clear();
  }
}
