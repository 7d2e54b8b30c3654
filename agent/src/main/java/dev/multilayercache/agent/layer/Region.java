package dev.multilayercache.agent.layer;

import dev.multilayercache.agent.coherence.KeyPattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One cache's part of a layer.
 *
 * <p>Any method may throw; the engine takes a throwing region for an absent one. Safe for use by
 * any thread.
 */
public interface Region {

  /**
   * Reads a key. A miss gives a lease; it must be stored or released.
   *
   * @param stamp this node's generation, taken before the call; a shared layer gives it to the
   *     entry it returns
   */
  Lookup read(Key key, long stamp);

  /**
   * Like {@link #read}, but gives a miss without a lease where it would wait for another's load.
   */
  default Lookup readWithoutWaiting(Key key, long stamp) {
    return read(key, stamp);
  }

  /**
   * Like {@link #read}, waiting no longer than so for another node's load.
   *
   * @param waitAtMost null for as long as the layer waits
   */
  default Lookup read(Key key, long stamp, @Nullable Duration waitAtMost) {
    return read(key, stamp);
  }

  /** Reads a key without a lease and without waiting for another's load. */
  @Nullable Entry peek(Key key, long stamp);

  /**
   * Reads several keys, each as {@link #read} does; what it finds is in the order of the keys.
   *
   * <p>One that other JVMs share should ask for all of them at once, and not wait for another's
   * load: who reads so holds the leases of the other keys meanwhile.
   */
  default List<Lookup> readAll(List<Key> keys, long stamp) {
    List<Lookup> found = new ArrayList<>(keys.size());
    try {
      for (Key each : keys) {
        found.add(read(each, stamp));
      }
      return found;
    } catch (Throwable e) {
      for (Lookup each : found) {
        if (each instanceof Lookup.Miss miss) {
          miss.lease().release();
        }
      }
      throw e;
    }
  }

  /** Reads several keys, each as {@link #peek} does; in the order of the keys. */
  default @Nullable Entry[] peekAll(List<Key> keys, long stamp) {
    @Nullable Entry[] found = new Entry[keys.size()];
    for (int i = 0; i < found.length; i++) {
      found[i] = peek(keys.get(i), stamp);
    }
    return found;
  }

  /** Takes the lease of a key, whoever has it now: for a write that is not the end of a load. */
  Lease claim(Key key);

  /**
   * Takes the lease of a key whose value is to be loaded anew before it expires.
   *
   * <p>A shared layer answers with a hit if another node has done so, and with {@link
   * Lookup.Elsewhere} if another one is about to. Until the lease is used, the value answers as
   * before, if the layer can do that.
   *
   * @param stamp as for {@link #read}
   */
  default Lookup reload(Key key, long stamp) {
    return new Lookup.Miss(claim(key));
  }

  void remove(Key key);

  void removeMatching(KeyPattern pattern);

  void clear();

  /** How many live entries it holds, as well as the layer can tell without a scan. */
  long entries();
}
