package dev.multilayercache.benchmark.hit.harness;

import java.util.List;
import java.util.Locale;

/**
 * What the calls of one slice of time took.
 *
 * @param nanos CPU of the calling threads for a call
 * @param bytes what the calling threads allocated for a call
 * @param processNanos CPU of the whole JVM for a call, with whatever else ran meanwhile
 * @param callsPerSecond of all threads together
 */
public record Slice(double nanos, double bytes, double processNanos, double callsPerSecond) {

  static Slice of(List<Caller.Share> shares, long processNanos) {
    double calls = shares.stream().mapToLong(Caller.Share::calls).sum();
    return new Slice(
        shares.stream().mapToLong(Caller.Share::cpuNanos).sum() / calls,
        shares.stream().mapToLong(Caller.Share::bytes).sum() / calls,
        processNanos / calls,
        shares.stream().mapToDouble(Caller.Share::callsPerSecond).sum());
  }

  public static Slice parse(String text) {
    String[] figures = text.split(" ");
    return new Slice(
        Double.parseDouble(figures[0]),
        Double.parseDouble(figures[1]),
        Double.parseDouble(figures[2]),
        Double.parseDouble(figures[3]));
  }

  String print() {
    return String.format(
        Locale.ROOT, "%.4f %.4f %.4f %.1f", nanos, bytes, processNanos, callsPerSecond);
  }
}
