package dev.multilayercache.benchmark.hit.peer;

import dev.multilayercache.benchmark.hit.contender.Contender;

/** The loop over calls with a {@code long} and a string. */
abstract class TwoArguments implements Contender {

  abstract Long answer(long id, String region);

  @Override
  public final long sum(long[] ids, int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i++) {
      long id = ids[i];
      sum += answer(id, Regions.of(id));
    }
    return sum;
  }

  @Override
  public long bodies() {
    return Bodies.count();
  }
}
