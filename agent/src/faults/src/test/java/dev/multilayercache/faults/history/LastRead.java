package dev.multilayercache.faults.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The reads of one key by one node, asked for the last one that gave an older version. */
final class LastRead {
  static final long NEVER = Long.MIN_VALUE;

  private record Seen(long version, long began) {}

  private final List<Seen> reads = new ArrayList<>();
  private long[] version;
  private long[] latest;

  void add(long began, long readVersion) {
    reads.add(new Seen(readVersion, began));
  }

  /** When the last read of a version below this one began; {@link #NEVER} if there is none. */
  long below(long bound) {
    if (version == null) {
      sort();
    }
    int low = 0;
    int high = version.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (version[middle] < bound) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? NEVER : latest[low - 1];
  }

  private void sort() {
    reads.sort(Comparator.comparingLong(Seen::version));
    version = new long[reads.size()];
    latest = new long[reads.size()];
    long maximum = NEVER;
    for (int i = 0; i < version.length; i++) {
      maximum = Math.max(maximum, reads.get(i).began());
      version[i] = reads.get(i).version();
      latest[i] = maximum;
    }
  }
}
