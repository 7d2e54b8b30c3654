package dev.multilayercache.agent.coherence;

/**
 * What a hit must know of the whole node, in one reference: read it once.
 *
 * @param epoch another one begins whenever an entry that was fresh may no longer be, other than by
 *     key
 * @param term for how long this node may take it that it knows all invalidations
 * @param deadlineNanos the end of the term, if it has one
 */
public record View(Epoch epoch, Term term, long deadlineNanos) {

  /** Not a deadline far away or long past: differences of nano times overflow. */
  enum Term {
    /** No other node has a say. */
    FOREVER,
    UNTIL_DEADLINE,
    OVER
  }

  /** Whether what other nodes have invalidated is known here at that time. */
  public boolean isLive(long nowNanos) {
    return term == Term.UNTIL_DEADLINE ? nowNanos - deadlineNanos < 0 : term == Term.FOREVER;
  }
}
