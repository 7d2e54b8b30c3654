package dev.multilayercache;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * One cache, by name: the same entries that annotated methods of that cache read and write.
 *
 * <p>Keys are strings, the same that key templates produce, patterns match and JMX takes. No method
 * throws because of a failing layer: it is then an absent one. Without the agent {@link #getOrLoad}
 * calls the loader and everything else is an empty cache. Reading and invalidating make no cache:
 * one that nothing on this node writes to is empty here. A cache that is used before the class of
 * its annotated methods is loaded may lose those entries, in this JVM, on the first call of such a
 * method. Safe for use by any thread.
 */
public interface MultiLayerCache {

  String name();

  /**
   * The value, or null if no layer holds the key or it holds null; {@link #contains} tells which.
   *
   * @throws ClassCastException at the caller, if the value is of another type than is asked for
   */
  @SuppressWarnings("TypeParameterUnusedInFormals") // the caller knows what it put
  <V> @Nullable V get(String key);

  /** Stores a value in all layers, as {@link CacheOptions#defaults} says. */
  void put(String key, @Nullable Object value);

  /**
   * Stores a value in all layers; it is newer than any load in flight.
   *
   * @throws IllegalArgumentException if the options name a layer that the agent does not have
   */
  void put(String key, @Nullable Object value, CacheOptions options);

  /** As below, with {@link CacheOptions#defaults}. */
  <V extends @Nullable Object, X extends Throwable> V getOrLoad(
      String key, Loader<? extends V, X> loader) throws X;

  /**
   * The value, from the nearest layer that holds it, else from the loader. On this node a key is
   * loaded once at a time, on the thread of the caller.
   *
   * @throws X what the loader threw, untouched; nothing is then stored
   */
  <V extends @Nullable Object, X extends Throwable> V getOrLoad(
      String key, CacheOptions options, Loader<? extends V, X> loader) throws X;

  /** Whether a layer holds the key; moves no statistics. */
  boolean contains(String key);

  /** Forgets one key, in all layers and on all nodes. */
  InvalidationResult invalidate(String key);

  /**
   * Ends the life of one entry: from when this returns, it is a hit nowhere any more, just as after
   * {@link #invalidate}.
   *
   * <p>If the cache has {@code staleIfError}, the value that this node held in its local layer may
   * still answer here as stale, when the method body fails or takes longer than {@code
   * softTimeout}: for as long from now as it would have from its own end, if that is still to come.
   * Other nodes keep nothing. Where the cache has no {@code staleIfError}, or something else is
   * invalidated on this node at the same moment, it is the same as {@link #invalidate}.
   */
  InvalidationResult expire(String key);

  /**
   * Forgets every entry of this cache that carries at least one of the tags.
   *
   * @throws IllegalArgumentException if one is empty
   */
  InvalidationResult invalidateByTags(String... tags);

  /**
   * Forgets every entry of this cache whose key matches.
   *
   * @param glob {@code *} stands for any run of characters, {@code ?} for one, {@code \} takes the
   *     next literally; after {@code re:} a regular expression. Either must match the whole key
   * @throws IllegalArgumentException if it is no valid pattern
   */
  InvalidationResult invalidatePattern(String glob);

  /** Forgets every entry of this cache. */
  InvalidationResult invalidateAll();

  CacheStatistics statistics();

  /**
   * Loads what is not there yet, a few at a time, and returns when all is done. A loader that
   * throws is counted and stops nothing. If the calling thread is interrupted, what has not begun
   * is skipped.
   */
  WarmUpReport warmUp(Collection<WarmUpItem> items);
}
