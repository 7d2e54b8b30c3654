package dev.multilayercache.benchmark.hit.peer;

import dev.multilayercache.benchmark.hit.contender.Contender;

/** The loop over calls without an argument, once for each id; the ids are all 0. */
abstract class NoArgument implements Contender {

  abstract Long answer();

  @Override
  public final long sum(long[] ids, int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i++) {
      sum += answer();
    }
    return sum;
  }

  @Override
  public long bodies() {
    return Bodies.count();
  }
}
