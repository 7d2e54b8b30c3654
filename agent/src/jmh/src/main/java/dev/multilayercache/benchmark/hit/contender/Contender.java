package dev.multilayercache.benchmark.hit.contender;

/**
 * One way to answer the calls of a work from this JVM's memory.
 *
 * <p>Whatever the way, the answer to an id is the id and {@link #MORE}, boxed when it was loaded.
 */
public interface Contender {
  long MORE = 1_000;

  /** Calls with each of the ids from one index up to another, and adds the answers. */
  long sum(long[] ids, int from, int to);

  /** How many bodies and loaders ran so far: in a slice of hits, none. */
  long bodies();
}
