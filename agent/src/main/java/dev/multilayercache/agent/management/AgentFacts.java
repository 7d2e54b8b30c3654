package dev.multilayercache.agent.management;

import java.util.List;
import java.util.function.Supplier;

/**
 * What the Agent MBean shows beside the caches.
 *
 * @param configuration where the configuration was read from
 * @param cachedMethods the woven methods
 * @param refusedMethods each as {@code method: reason}
 * @param clusterState a word and, where it helps, a reason
 */
public record AgentFacts(
    String version,
    String configuration,
    Supplier<List<String>> cachedMethods,
    Supplier<List<String>> refusedMethods,
    Supplier<String> clusterState,
    Supplier<List<String>> clusterMembers,
    Supplier<WarmUpFacts> warmUp) {}
