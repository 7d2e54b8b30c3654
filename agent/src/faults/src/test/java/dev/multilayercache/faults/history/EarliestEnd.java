package dev.multilayercache.faults.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The ends of one key's invalidations, asked for the earliest one after which a version was old.
 *
 * <p>The versions are made their own running maximum in the order of the ends: the first place
 * where it exceeds a version is then the end of an invalidation that does, and no earlier one does.
 */
final class EarliestEnd {
  static final long NEVER = Long.MAX_VALUE;

  private record End(long at, long version) {}

  private final List<End> ends = new ArrayList<>();
  private long[] at;
  private long[] highest;

  void add(long ended, long version) {
    ends.add(new End(ended, version));
  }

  /** When the first invalidation of a newer version had ended; {@link #NEVER} if none has. */
  long ofNewerThan(long version) {
    if (at == null) {
      sort();
    }
    int low = 0;
    int high = at.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (highest[middle] > version) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low == at.length ? NEVER : at[low];
  }

  private void sort() {
    ends.sort(Comparator.comparingLong(End::at));
    at = new long[ends.size()];
    highest = new long[ends.size()];
    long maximum = Long.MIN_VALUE;
    for (int i = 0; i < at.length; i++) {
      maximum = Math.max(maximum, ends.get(i).version());
      at[i] = ends.get(i).at();
      highest[i] = maximum;
    }
  }
}
