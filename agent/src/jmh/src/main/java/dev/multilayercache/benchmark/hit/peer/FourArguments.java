package dev.multilayercache.benchmark.hit.peer;

import dev.multilayercache.benchmark.hit.contender.Contender;

/** The loop over calls with a {@code long}, a string, an {@code int} and a {@code boolean}. */
abstract class FourArguments implements Contender {

  abstract Long answer(long id, String region, int page, boolean detailed);

  @Override
  public final long sum(long[] ids, int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i++) {
      long id = ids[i];
      sum += answer(id, Regions.of(id), (int) id & 3, (id & 4) == 0);
    }
    return sum;
  }

  @Override
  public long bodies() {
    return Bodies.count();
  }
}
