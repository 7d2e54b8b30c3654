package dev.multilayercache;

/**
 * What a confirmed invalidation promises about the other nodes of the cluster.
 *
 * <p>On the node that invalidates, older values are gone when the invalidation returns, either way.
 */
public enum Consistency {

  /**
   * After an invalidation was confirmed, every node stops serving older values within {@code
   * defaults.maxStaleness} of agent.yaml (10 s), usually in milliseconds.
   */
  BOUNDED,

  /**
   * An invalidation is confirmed only when no node serves an older value any more. While a node is
   * cut off from the cluster, it runs the method.
   */
  STRONG
}
