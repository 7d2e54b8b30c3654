package dev.multilayercache.faults.history;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The keys of the workload.
 *
 * <p>Forty hot ones are read and updated all the time. A cold one is updated once and then only
 * read: the next invalidation of a hot key hides that one was lost, nothing hides it for a cold
 * key.
 */
public final class Keys {
  public static final int HOT = 40;
  public static final int TAGS = 4;

  private static final List<String> ALL_HOT = IntStream.range(0, HOT).mapToObj(Keys::hot).toList();

  private Keys() {}

  public static String hot(int index) {
    return "h" + index;
  }

  public static String cold(int index) {
    return "c" + index;
  }

  public static List<String> allHot() {
    return ALL_HOT;
  }

  public static boolean isHot(String key) {
    return key.charAt(0) == 'h';
  }

  /** The tag of a hot key; a cold one has none. */
  public static String tag(String key) {
    return "tag" + Integer.parseInt(key.substring(1)) % TAGS;
  }
}
