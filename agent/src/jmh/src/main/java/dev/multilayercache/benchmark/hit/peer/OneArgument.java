package dev.multilayercache.benchmark.hit.peer;

import dev.multilayercache.benchmark.hit.contender.Contender;

/**
 * The loop over calls with one {@code long}.
 *
 * <p>Each contender loads it anew, so that it has one implementation wherever it is compiled.
 */
abstract class OneArgument implements Contender {

  abstract Long answer(long id);

  @Override
  public final long sum(long[] ids, int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i++) {
      sum += answer(ids[i]);
    }
    return sum;
  }

  @Override
  public long bodies() {
    return Bodies.count();
  }
}
