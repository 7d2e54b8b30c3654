package dev.multilayercache.benchmark.forked;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What lives in this JVM's heap, by class: the JVM's own histogram, for which it collects all
 * garbage first.
 *
 * @param bytes by name of class, as the JVM writes it
 */
public record Histogram(Map<String, Long> bytes) {
  private static final int MOST_TRIES = 20;

  /** Taken again until nothing moves any more: what is in the background comes to rest first. */
  public static Histogram atRest() throws InterruptedException {
    Histogram before = take();
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      Thread.sleep(1_500); // upkeep of caches is done once a second
      Histogram now = take();
      if (Math.abs(now.total() - before.total()) < 20_000) {
        return now;
      }
      before = now;
    }
    throw new IllegalStateException("the heap does not come to rest");
  }

  public long total() {
    return bytes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** By class, what is more than in the other one; in alphabetical order. */
  public Map<String, Long> minus(Histogram other) {
    Map<String, Long> more = new TreeMap<>(bytes);
    other.bytes.forEach((name, before) -> more.merge(name, -before, Long::sum));
    more.values().removeIf(difference -> difference == 0);
    return more;
  }

  private static Histogram take() {
    try {
      String text =
          (String)
              ManagementFactory.getPlatformMBeanServer()
                  .invoke(
                      new ObjectName("com.sun.management:type=DiagnosticCommand"),
                      "gcClassHistogram",
                      new Object[] {new String[0]},
                      new String[] {String[].class.getName()});
      return parse(text);
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lines such as {@code 1: 1000 24000 java.lang.Long (java.base@17)}. */
  private static Histogram parse(String text) {
    Map<String, Long> bytes = new HashMap<>();
    for (String line : text.lines().toList()) {
      String[] words = line.strip().split("\\s+");
      if (words.length >= 4 && words[0].endsWith(":")) {
        bytes.merge(words[3], Long.valueOf(words[2]), Long::sum);
      }
    }
    return new Histogram(bytes);
  }
}
