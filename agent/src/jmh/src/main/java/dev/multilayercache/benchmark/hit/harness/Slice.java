package dev.multilayercache.benchmark.hit.harness;

import java.util.List;
import java.util.Locale;

/**
 * What the calls of one slice of time took.
 *
 * @param calls how many there were
 * @param nanos CPU of the calling threads for a call
 * @param bytes what the calling threads allocated for a call
 * @param processNanos CPU of the whole JVM, told in steps of 10 ms
 * @param callsPerSecond of all threads together
 */
public record Slice(
    long calls, double nanos, double bytes, long processNanos, double callsPerSecond) {

  static Slice of(List<Caller.Share> shares, long processNanos) {
    long calls = shares.stream().mapToLong(Caller.Share::calls).sum();
    return new Slice(
        calls,
        shares.stream().mapToLong(Caller.Share::cpuNanos).sum() / (double) calls,
        shares.stream().mapToLong(Caller.Share::bytes).sum() / (double) calls,
        processNanos,
        shares.stream().mapToDouble(Caller.Share::callsPerSecond).sum());
  }

  public static Slice parse(String text) {
    String[] figures = text.split(" ");
    return new Slice(
        Long.parseLong(figures[0]),
        Double.parseDouble(figures[1]),
        Double.parseDouble(figures[2]),
        Long.parseLong(figures[3]),
        Double.parseDouble(figures[4]));
  }

  String print() {
    return String.format(
        Locale.ROOT, "%d %.4f %.4f %d %.1f", calls, nanos, bytes, processNanos, callsPerSecond);
  }
}
