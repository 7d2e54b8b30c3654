package dev.multilayercache.agent.layer;

import org.jspecify.annotations.Nullable;

/**
 * A region in this JVM that can be probed on the hit path: no lease, no allocation, no check of
 * freshness.
 */
public interface LocalRegion extends Region {

  /** The entry under a local key as it is, expired or invalidated ones included, or null. */
  @Nullable Entry probe(Object localKey);

  /** Removes the entry if it is still this one; counts it as expired or invalidated. */
  void discard(Object localKey, Entry entry, boolean expired);

  /** Entries dropped because their time had passed. */
  long expirations();

  /** Entries dropped to make room. */
  long evictions();
}
