package dev.multilayercache.agent.layer.hazelcast;

import java.time.Duration;

/**
 * How long the cluster may keep anybody waiting.
 *
 * @param first for each of the first operations of a connection, while classes load and proxies are
 *     made, and for one of many keys
 * @param read for a read afterwards
 * @param write for a compare-and-set afterwards
 * @param operation for one step of the protocol
 * @param publish for an invalidation by key, tags or whole cache: longer, more tries included
 * @param scan for an invalidation by pattern
 * @param loadLease how long a lease that nobody renews keeps others from loading
 */
record Budgets(
    Duration first,
    Duration read,
    Duration write,
    Duration operation,
    Duration publish,
    Duration scan,
    Duration loadLease) {

  static final Budgets DEFAULT =
      new Budgets(
          Duration.ofSeconds(1),
          Duration.ofMillis(50),
          Duration.ofMillis(250),
          Duration.ofSeconds(1),
          Duration.ofSeconds(3),
          Duration.ofSeconds(5),
          Duration.ofSeconds(2));
}
