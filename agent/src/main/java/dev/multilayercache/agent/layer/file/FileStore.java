package dev.multilayercache.agent.layer.file;

import dev.multilayercache.agent.layer.file.Log.Place;
import dev.multilayercache.agent.layer.file.Spot.Value;
import dev.multilayercache.layer.EntryFilter;
import dev.multilayercache.layer.LayerStore;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Entries in the files of one directory, which survive the end of the JVM however it ends.
 *
 * <p>A log after Bitcask (Sheehy and Smith, 2010): each entry is appended, so is each removal, and
 * an index in memory knows where the live entries are. An entry that goes for whatever reason
 * leaves a removal behind: reading the log again gives the very index. What somebody asked to be
 * removed is on the disk when the call returns; an entry that was put is with the operating system,
 * so that a loss of power may lose it.
 *
 * <p>Above its bounds the entry goes that was not used for the longest time. Room is made by
 * copying what is live in the oldest file to the end, in the background. Safe for use by any
 * thread.
 */
public final class FileStore implements LayerStore {
  private static final int ATTEMPTS = 5;

  private final ReentrantLock lock = new ReentrantLock();
  private final DirectoryLock directoryLock;
  private final Bounds bounds;
  private final LongSupplier wallClock;
  private final Index index;
  private final Log log;
  private final Compaction compaction;
  private long evictions;

  private FileStore(
      String layer,
      DirectoryLock directoryLock,
      Bounds bounds,
      LongSupplier wallClock,
      Index index,
      Log log) {
    this.directoryLock = directoryLock;
    this.bounds = bounds;
    this.wallClock = wallClock;
    this.index = index;
    this.log = log;
    this.compaction = new Compaction(layer, lock, index, log, bounds, wallClock);
  }

  /**
   * Opens the store of a directory, which is made if there is none.
   *
   * @param layer its name, for people
   * @param maximumBytes of all files together
   * @param maximumEntries of all caches together
   * @throws IOException if the directory cannot be used, or another JVM uses it
   */
  public static FileStore open(String layer, File directory, long maximumBytes, long maximumEntries)
      throws IOException {
    return open(
        layer, directory, new Bounds(maximumBytes, maximumEntries), System::currentTimeMillis);
  }

  static FileStore open(String layer, File directory, Bounds bounds, LongSupplier wallClock)
      throws IOException {
    DirectoryLock directoryLock = DirectoryLock.take(directory);
    try {
      Index index = new Index();
      List<Segment> segments = new Replay(layer, index).of(directory);
      long next = segments.isEmpty() ? 1 : segments.get(segments.size() - 1).number() + 1;
      Log log = new Log(directory, bounds.segmentBytes(), segments, next);
      FileStore store = new FileStore(layer, directoryLock, bounds, wallClock, index, log);
      store.settleIn();
      return store;
    } catch (IOException | RuntimeException | Error e) {
      directoryLock.close();
      throw e;
    }
  }

  private void settleIn() throws IOException {
    if (directoryLock.isDistrusted()) {
      clear();
      directoryLock.trust();
    }
    lock.lock();
    try {
      evict(0);
    } finally {
      lock.unlock();
    }
    compaction.wakeIfDue();
  }

  @Override
  public byte @Nullable [] get(String cache, String key) throws IOException {
    Id id = new Id(cache, key);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Value value = find(id);
      if (value == null) {
        return null;
      }
      byte[] bytes = value.segment().read(value.offset(), value.length());
      if (bytes != null) {
        return bytes;
      }
      // Its record has been copied meanwhile, and the old one deleted.
    }
    return null;
  }

  private @Nullable Value find(Id id) throws IOException {
    lock.lock();
    try {
      Spot spot = index.use(id);
      if (spot == null) {
        return null;
      }
      if (spot.isExpired(wallClock.getAsLong())) {
        drop(List.of(id));
        return null;
      }
      return spot.value();
    } finally {
      lock.unlock();
    }
  }

  /** What is too large to be kept beside others, or comes while room is being made, is not kept. */
  @Override
  public void put(String cache, String key, byte[] value, List<String> tags, Duration timeToLive)
      throws IOException {
    long expiresAt = wallClock.getAsLong() + timeToLive.toMillis();
    Note note = Note.put(new Id(cache, key), tags, expiresAt, value.length);
    byte[] record = note.toBytes(value);
    lock.lock();
    try {
      if (bounds.isTooLarge(record.length) || bounds.isFull(log.bytes() + record.length)) {
        drop(List.of(note.id()));
        return;
      }
      Place place = log.append(record, /* areRemovals= */ false);
      index.put(note, record.length - value.length, place.segment(), place.offset());
      evict(1);
    } finally {
      lock.unlock();
    }
    compaction.wakeIfDue();
  }

  /** Makes the index keep to the bounds, but for so many newest entries. */
  private void evict(int newest) throws IOException {
    while (bounds.isExceeded(index) && index.size() > newest) {
      Id eldest = index.eldest();
      if (eldest == null) {
        return;
      }
      drop(List.of(eldest));
      evictions++;
    }
  }

  @Override
  public void remove(String cache, String key) throws IOException {
    List<Segment> written;
    lock.lock();
    try {
      drop(List.of(new Id(cache, key)));
      written = log.segments();
    } finally {
      lock.unlock();
    }
    Log.syncRemovals(written);
  }

  @Override
  public void removeIf(EntryFilter filter) throws IOException {
    List<Segment> written;
    lock.lock();
    try {
      List<Id> matching = new ArrayList<>();
      for (Spot each : index.all()) {
        if (filter.matches(each.id().cache(), each.id().key(), each.tags())) {
          matching.add(each.id());
        }
      }
      drop(matching);
      written = log.segments();
    } finally {
      lock.unlock();
    }
    Log.syncRemovals(written);
  }

  /**
   * Removes those that are there: the others left a removal behind when they went. First in the
   * log: what the index has lost while the log has it would be there again after a restart.
   */
  private void drop(List<Id> ids) throws IOException {
    List<Id> present = ids.stream().filter(index::has).toList();
    append(present);
    present.forEach(index::remove);
  }

  /** In one piece, or a few: a segment takes so much at once. */
  private void append(List<Id> removed) throws IOException {
    ByteArrayOutputStream removals = new ByteArrayOutputStream();
    for (Id each : removed) {
      removals.writeBytes(Note.remove(each).toBytes());
      if (removals.size() >= bounds.segmentBytes() / 2) {
        log.append(removals.toByteArray(), /* areRemovals= */ true);
        removals.reset();
      }
    }
    if (removals.size() > 0) {
      log.append(removals.toByteArray(), /* areRemovals= */ true);
    }
  }

  /** The files before the one that says so go as well, and all if it cannot be written. */
  @Override
  public void clear() throws IOException {
    lock.lock();
    try {
      index.clear();
      try {
        log.append(Note.clear().toBytes(), /* areRemovals= */ true);
        Log.syncRemovals(log.segments());
      } catch (IOException full) {
        log.dropAll();
        return;
      }
      log.dropFull();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long entries() {
    lock.lock();
    try {
      return index.size();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long entries(String cache) {
    lock.lock();
    try {
      return index.size(cache);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long evictions() {
    lock.lock();
    try {
      return evictions;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    compaction.close();
    lock.lock();
    try {
      log.close();
    } finally {
      lock.unlock();
      directoryLock.close();
    }
  }
}
