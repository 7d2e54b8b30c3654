package dev.multilayercache.agent.layer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where nodes leave the keys that were read most, for those that start after them. Keys only, in
 * their canonical form, and only hints: they may be lost or old. Safe for use by any thread.
 */
public interface HotKeyStore {

  /** The keys that were left for a cache, hottest first; null while they cannot be asked for. */
  @Nullable List<String> read(String cache);

  /** Leaves keys for a cache in place of those that were there; waits for a moment at most. */
  void write(String cache, List<String> keys);
}
