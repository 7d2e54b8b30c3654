package dev.multilayercache.agent.layer;

import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A region in this JVM that can be probed on the hit path: no lease, no allocation, no check of
 * freshness.
 */
public interface LocalRegion extends Region {

  /**
   * The entry under a local key as it is, expired or invalidated ones included, or null.
   *
   * @throws StackOverflowError if the stack has no room; nothing was begun then
   */
  @Nullable Entry probe(Object localKey);

  /**
   * {@link #probe} for the hit path, as {@code (Object local key)Entry}: null if the region wants
   * to be told of reads just now. Takes no lock.
   */
  MethodHandle quietProbe();

  /**
   * Remembers what {@link #probe} finds under this key; the same one for the same object. Null if
   * the region wants to be told of each read.
   */
  @Nullable Slot slot(Object localKey);

  /**
   * Puts into the place of each entry what the function makes of it, a change of its end at most.
   */
  void replaceAll(UnaryOperator<Entry> change);

  /** Local keys of entries, those that are read most first; none if it does not know. */
  default List<Object> hottest(int most) {
    return List.of();
  }

  /** Removes the entry if it is still this one; counts it as expired or invalidated. */
  void discard(Object localKey, Entry entry, boolean expired);

  /** Entries dropped because their time had passed. */
  long expirations();

  /** Entries dropped to make room. */
  long evictions();
}
