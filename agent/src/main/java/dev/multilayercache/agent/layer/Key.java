package dev.multilayercache.agent.layer;

/**
 * The identity of an entry.
 *
 * @param cache the cache's name
 * @param local how a layer in this JVM knows it: equal exactly when the canonical form is equal,
 *     within one shape of key; see package {@code key}
 * @param canonical the same on every node, JVM and release; what patterns match, the API and JMX
 *     take
 */
public record Key(String cache, Object local, String canonical) {}
