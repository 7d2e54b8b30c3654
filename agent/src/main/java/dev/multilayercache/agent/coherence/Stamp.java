package dev.multilayercache.agent.coherence;

/**
 * What this node had proved to know when a load began; a value that comes of it is judged by that.
 *
 * @param incarnation the cluster clock's
 * @param sequence of the cluster clock: later invalidations by tag, cache or of everything make the
 *     value stale
 * @param position in the log: later invalidations by key or pattern make it stale
 */
public record Stamp(long incarnation, long sequence, long position) {
  /** Before anything is known: no node accepts a value with it. */
  static final Stamp NONE = new Stamp(0, -1, -1);

  /** The later of both, within one incarnation; else this one. */
  Stamp max(Stamp other) {
    return other.incarnation != incarnation
        ? this
        : new Stamp(
            incarnation, Math.max(sequence, other.sequence), Math.max(position, other.position));
  }
}
