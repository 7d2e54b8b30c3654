package dev.multilayercache;

/**
 * What an invalidation did. On this node it holds whenever one of these was returned.
 *
 * @param confirmed whether the other nodes are known to have been reached as well; if not, they are
 *     told as soon as the cluster is back
 * @param line the same for people, in one line
 */
public record InvalidationResult(boolean confirmed, String line) {

  /** The line. */
  @Override
  public String toString() {
    return line;
  }
}
