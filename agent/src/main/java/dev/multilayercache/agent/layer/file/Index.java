package dev.multilayercache.agent.layer.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where in the log each live entry is, the one not used for the longest time first. Not safe for
 * use by several threads.
 */
final class Index {
  private static final int MOST_KNOWN_TAGS = 10_000;

  private final LinkedHashMap<Id, Spot> spots =
      new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true);

  private final Map<String, Long> countsByCache = new HashMap<>();

  /** Lists of tags and names of caches that many entries have alike. */
  private final Map<List<String>, List<String>> knownTags = new HashMap<>();

  private final Map<String, String> knownCaches = new HashMap<>();

  private long bytes;

  /** The spot of an entry, which is used now, or null. */
  @Nullable Spot use(Id id) {
    return spots.get(id);
  }

  /**
   * An entry has been put.
   *
   * @param noteLength the bytes of the record before its value
   */
  void put(Note note, int noteLength, Segment segment, long offset) {
    Id id = new Id(knownCaches.computeIfAbsent(note.cache(), same -> same), note.key());
    Spot spot = new Spot(id, note, shared(note.tags()), noteLength, segment, offset);
    remove(id);
    spots.put(id, spot);
    bytes += spot.length();
    countsByCache.merge(id.cache(), 1L, Long::sum);
  }

  private List<String> shared(List<String> tags) {
    if (knownTags.size() >= MOST_KNOWN_TAGS) {
      knownTags.clear();
    }
    List<String> known = knownTags.putIfAbsent(tags, tags);
    return known == null ? tags : known;
  }

  boolean has(Id id) {
    return spots.containsKey(id);
  }

  void remove(Id id) {
    Spot removed = spots.remove(id);
    if (removed != null) {
      removed.end();
      bytes -= removed.length();
      countsByCache.merge(id.cache(), -1L, Long::sum);
    }
  }

  void clear() {
    spots.values().forEach(Spot::end);
    spots.clear();
    countsByCache.clear();
    bytes = 0;
  }

  /** The one not used for the longest time, or null. */
  @Nullable Id eldest() {
    Iterator<Id> ids = spots.keySet().iterator();
    return ids.hasNext() ? ids.next() : null;
  }

  /** All entries as they are now. */
  List<Spot> all() {
    return new ArrayList<>(spots.values());
  }

  long size() {
    return spots.size();
  }

  long size(String cache) {
    return countsByCache.getOrDefault(cache, 0L);
  }

  /** Of all live records. */
  long bytes() {
    return bytes;
  }
}
