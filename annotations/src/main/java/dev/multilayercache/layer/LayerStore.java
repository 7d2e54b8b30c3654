package dev.multilayercache.layer;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a layer keeps its entries: bytes under the name of a cache and a key.
 *
 * <p>The agent does the rest: it turns values into bytes and back, checks them, judges how long
 * they may answer, keeps loads and invalidations apart, and goes on without a store that fails or
 * takes too long. A store may lose entries whenever it likes; it must never bring one back that it
 * was told to forget.
 *
 * <p>A store belongs to one JVM. Its methods are called by several threads at once, may block and
 * may throw anything: a failed read is a miss, a failed write is skipped, and after a failed
 * removal the store answers nothing until it has been {@linkplain #clear cleared}.
 */
public interface LayerStore {

  /**
   * The bytes that were put there last, unchanged, or null. Whether they have expired need not be
   * looked at.
   */
  byte @Nullable [] get(String cache, String key) throws Exception;

  /**
   * Keeps an entry in place of the one that is there.
   *
   * @param value the store's from now on: nobody changes it
   * @param tags for {@link #removeIf}; a store that does not implement that need not keep them
   * @param timeToLive after which the entry is of no use any more
   */
  void put(String cache, String key, byte[] value, List<String> tags, Duration timeToLive)
      throws Exception;

  /** Forgets an entry, if there is one, for good: whatever becomes of the JVM afterwards. */
  void remove(String cache, String key) throws Exception;

  /** Forgets all entries of all caches, for good. */
  void clear() throws Exception;

  /**
   * Forgets the entries that match, for good; asked for by tags, patterns and whole caches. A store
   * that cannot look through its entries may forget more, and by default forgets all.
   */
  default void removeIf(EntryFilter filter) throws Exception {
    clear();
  }

  /** How many entries it holds, as well as it can tell without looking through them. */
  default long entries() {
    return 0;
  }

  /** How many of them belong to one cache. */
  default long entries(String cache) {
    return 0;
  }

  /** How many entries it has dropped to make room. */
  default long evictions() {
    return 0;
  }

  /**
   * The agent leaves the JVM, and has cleared the store. Not called when the JVM ends: what the
   * application changes until the last moment must still be forgotten.
   */
  void close() throws Exception;
}
