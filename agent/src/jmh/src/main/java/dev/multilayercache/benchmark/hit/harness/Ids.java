package dev.multilayercache.benchmark.hit.harness;

import dev.multilayercache.benchmark.hit.contender.Contender;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * The ids that are asked for, one after the other, and what the answers to some of them add up to.
 */
final class Ids {
  private static final int DIFFERENT = 10_000;
  static final int LENGTH = 1 << 16;

  /** The JDK keeps boxes of small numbers; other numbers are allocated. */
  private static final long FIRST = 1_000;

  private final long[] sequence;
  private final long[] different;
  private final long[] sumBefore = new long[LENGTH + 1];

  private Ids(long[] sequence) {
    this.sequence = sequence;
    this.different = Arrays.stream(sequence).distinct().toArray();
    for (int i = 0; i < LENGTH; i++) {
      sumBefore[i + 1] = sumBefore[i] + sequence[i] + Contender.MORE;
    }
  }

  /** Drawn by Zipf's law with exponent 0.99; the first ids are the hot ones. */
  static Ids zipf() {
    double[] until = new double[DIFFERENT];
    double total = 0;
    for (int i = 0; i < DIFFERENT; i++) {
      total += 1 / Math.pow(i + 1, 0.99);
      until[i] = total;
    }
    double all = total;
    Random random = new Random(1);
    return new Ids(
        LongStream.generate(() -> rank(until, random.nextDouble() * all)).limit(LENGTH).toArray());
  }

  private static long rank(double[] until, double drawn) {
    int found = Arrays.binarySearch(until, drawn);
    return FIRST + (found < 0 ? -found - 1 : found);
  }

  static Ids always(long id) {
    return new Ids(LongStream.generate(() -> id).limit(LENGTH).toArray());
  }

  long[] sequence() {
    return sequence;
  }

  /** Calls once with each id that occurs. */
  void fill(Contender contender) {
    contender.sum(different, 0, different.length);
  }

  long expected(int from, int to) {
    return sumBefore[to] - sumBefore[from];
  }
}
