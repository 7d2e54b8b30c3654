package dev.multilayercache.benchmark.hit.harness;

import dev.multilayercache.benchmark.hit.contender.Contender;

/** The calls of one work that one contender answers, some at a time, every answer checked. */
public final class Calls {
  /** How many at a time. */
  public static final int COUNT = 1_024;

  private static final int MOST_FILLS = 5;

  private final Contender contender;
  private final Ids ids;

  private Calls(Contender contender, Ids ids) {
    this.contender = contender;
    this.ids = ids;
  }

  /** Loads a peer and fills its cache. */
  public static Calls of(Work work, String peer) throws Exception {
    Calls loaded = new Calls(work.contender(PeerLoader.load(peer)), work.ids());
    loaded.fill();
    return loaded;
  }

  /**
   * Calls once with each id that occurs, and again while that loads anything: a near cache is late.
   */
  public void fill() {
    for (int i = 0; i < MOST_FILLS; i++) {
      long before = bodies();
      ids.fill(contender);
      if (bodies() == before) {
        return;
      }
    }
  }

  /** How many bodies ran so far. */
  public long bodies() {
    return contender.bodies();
  }

  /** Where to go on after the calls from there. */
  public int next(int from) {
    return (from + COUNT) & (Ids.LENGTH - 1);
  }

  /** Calls from there on and adds the answers. */
  public long sum(int from) {
    long sum = contender.sum(ids.sequence(), from, from + COUNT);
    if (sum != ids.expected(from, from + COUNT)) {
      throw new IllegalStateException(contender + " answered wrongly");
    }
    return sum;
  }
}
