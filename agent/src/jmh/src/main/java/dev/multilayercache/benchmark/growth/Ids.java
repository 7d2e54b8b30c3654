package dev.multilayercache.benchmark.growth;

import java.util.Arrays;
import java.util.Random;

/** In which order the ids of a cache are asked for; the same in every JVM. */
final class Ids {
  /** A power of two. */
  static final int LENGTH = 1 << 20;

  private static final double EXPONENT = 0.99;

  private Ids() {}

  static int[] uniform(int ids) {
    Random random = new Random(1);
    int[] sequence = new int[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      sequence[i] = random.nextInt(ids);
    }
    return sequence;
  }

  /** By Zipf's law; which ids are frequent has nothing to do with where they are in memory. */
  static int[] zipf(int ids) {
    double[] until = new double[ids];
    double total = 0;
    for (int i = 0; i < ids; i++) {
      total += 1 / Math.pow(i + 1, EXPONENT);
      until[i] = total;
    }
    int[] shuffled = shuffled(ids);
    Random random = new Random(2);
    int[] sequence = new int[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      int found = Arrays.binarySearch(until, random.nextDouble() * total);
      sequence[i] = shuffled[found < 0 ? -found - 1 : found];
    }
    return sequence;
  }

  /** Each id once. */
  static int[] shuffled(int ids) {
    Random random = new Random(3);
    int[] all = new int[ids];
    for (int i = 0; i < ids; i++) {
      int other = random.nextInt(i + 1);
      all[i] = all[other];
      all[other] = i;
    }
    return all;
  }
}
