package dev.multilayercache.agent.engine;

/**
 * Which keys one layer takes: those that farther layers were hit with so many times.
 *
 * <p>Counts are kept in a sketch of a fixed size: a key has a counter in each row, shared with
 * others, and the lowest of its counters is taken. So a rare key may be let in too early, never too
 * late. All counts are halved from time to time: what was popular long ago is not for ever. After
 * Cormode and Muthukrishnan, "An improved data stream summary: the count-min sketch". Safe for use
 * by any thread; counts that two threads make at the same time may be one.
 */
final class Admission {
  /** A layer that takes every key. */
  static final Admission OF_ALL = new Admission(1);

  private static final int WIDTH_BITS = 15;
  private static final int WIDTH = 1 << WIDTH_BITS;

  /**
   * So few that most counters are still zero then: else every key would seem popular in the end.
   */
  private static final int COUNTED_BETWEEN_HALVINGS = WIDTH / 4;

  private final int hitsNeeded;
  private final byte[] counts;
  private final byte[] otherCounts;
  private int counted;

  private Admission(int hitsNeeded) {
    this.hitsNeeded = hitsNeeded;
    int width = hitsNeeded > 1 ? WIDTH : 0;
    this.counts = new byte[width];
    this.otherCounts = new byte[width];
  }

  /**
   * For one layer's part of one cache.
   *
   * @param hits with the last of which a key is let in, up to {@link Byte#MAX_VALUE}
   */
  static Admission after(int hits) {
    return hits > 1 ? new Admission(hits) : OF_ALL;
  }

  /** Whether it takes the key. */
  boolean isOpenFor(String key) {
    return hitsNeeded <= 1 || count(key) >= hitsNeeded;
  }

  /** Counts a hit in a farther layer; whether the key may come in now. */
  boolean isOpenAfterHitOf(String key) {
    if (hitsNeeded <= 1) {
      return true;
    }
    int count = count(key);
    if (count < hitsNeeded) {
      raise(key, (byte) (count + 1));
    }
    return count + 1 >= hitsNeeded;
  }

  private int count(String key) {
    return Math.min(counts[index(key)], otherCounts[otherIndex(key)]);
  }

  /** Raises no counter higher than this key needs. */
  private void raise(String key, byte count) {
    int index = index(key);
    int otherIndex = otherIndex(key);
    counts[index] = (byte) Math.max(counts[index], count);
    otherCounts[otherIndex] = (byte) Math.max(otherCounts[otherIndex], count);
    if (++counted >= COUNTED_BETWEEN_HALVINGS) {
      counted = 0;
      halve(counts);
      halve(otherCounts);
    }
  }

  private static void halve(byte[] counts) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] = (byte) (counts[i] >> 1);
    }
  }

  private static int index(String key) {
    return (key.hashCode() * 0x9E3779B9) >>> (Integer.SIZE - WIDTH_BITS);
  }

  /** Other keys meet in this row than in the first. */
  private static int otherIndex(String key) {
    int hash = key.length();
    for (int i = 0; i < key.length(); i++) {
      hash = hash * 0x01000193 ^ key.charAt(i);
    }
    return (hash * 0x85EBCA6B) >>> (Integer.SIZE - WIDTH_BITS);
  }
}
