package dev.multilayercache.benchmark.scale;

import dev.multilayercache.Consistency;
import dev.multilayercache.MultiLayerCache;
import dev.multilayercache.MultiLayerCached;
import dev.multilayercache.MultiLayerCaches;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/** One node: invalidates at a pace, or watches for what another one invalidates. */
public final class NodeApp {
  private NodeApp() {}

  /**
   * {@code call bounded}: answers when it is answered. {@code bounded key 5 10000}: invalidates the
   * key, or the {@code tag}, five times a second for so many milliseconds; a rate of 0 is as often
   * as it can. Answers with how many it did and the microseconds of each. {@code watch 5000}: for
   * so long calls {@code bounded} each millisecond, and answers with when another value came.
   */
  public static void main(String[] arguments) throws Exception {
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = commands.readLine()) != null; ) {
      String[] words = line.split(" ");
      System.out.println(
          switch (words[0]) {
            case "call" -> "called " + call(words[1]);
            case "watch" -> watch(Long.parseLong(words[1]) * 1_000_000);
            default ->
                invalidate(
                    MultiLayerCaches.cache(words[0]),
                    words[1].equals("tag"),
                    Double.parseDouble(words[2]),
                    Long.parseLong(words[3]) * 1_000_000);
          });
    }
  }

  private static String invalidate(
      MultiLayerCache cache, boolean byTag, double perSecond, long nanos) {
    StringBuilder times = new StringBuilder();
    long begin = System.nanoTime();
    long spent = 0;
    long done = 0;
    while (System.nanoTime() - begin < nanos) {
      long due = perSecond == 0 ? 0 : begin + (long) (done * 1e9 / perSecond);
      while (due != 0 && System.nanoTime() - due < 0) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      long now = System.nanoTime();
      if (byTag) {
        cache.invalidateByTags("numbers");
      } else {
        cache.invalidate("1");
      }
      spent += System.nanoTime() - now;
      done++;
      if (perSecond > 0) {
        times.append(' ').append(now);
      }
    }
    return done + " " + (done == 0 ? 0 : spent / done / 1_000) + times;
  }

  private static String watch(long nanos) {
    StringBuilder changes = new StringBuilder("changes");
    long end = System.nanoTime() + nanos;
    long known = call("bounded");
    while (System.nanoTime() - end < 0) {
      LockSupport.parkNanos(1_000_000);
      long seen = call("bounded");
      if (seen != known) {
        changes.append(' ').append(System.nanoTime());
        known = seen;
      }
    }
    return changes.toString();
  }

  private static long call(String cache) {
    return cache.equals("strong") ? strong(1) : bounded(1);
  }

  /** The machine's one clock: a value tells when it was loaded. */
  @MultiLayerCached(cache = "bounded", key = "{0}", tags = "numbers", ttl = "1d")
  static Long bounded(long id) {
    return System.nanoTime() + 0 * id;
  }

  @MultiLayerCached(
      cache = "strong",
      key = "{0}",
      tags = "numbers",
      ttl = "1d",
      consistency = Consistency.STRONG)
  static Long strong(long id) {
    return System.nanoTime() + 0 * id;
  }
}
