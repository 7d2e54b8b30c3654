package dev.multilayercache.agent.management;

import dev.multilayercache.agent.time.VirtualClock;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the Agent MBean shows beside the caches.
 *
 * @param configuration where the configuration was read from
 * @param cachedMethods the woven methods
 * @param refusedMethods each as {@code method: reason}
 * @param clusterState a word and, where it helps, a reason
 * @param clock what tests move, or null if the agent was not started for them
 */
public record AgentFacts(
    String version,
    String configuration,
    Supplier<List<String>> cachedMethods,
    Supplier<List<String>> refusedMethods,
    Supplier<String> clusterState,
    Supplier<List<String>> clusterMembers,
    Supplier<WarmUpFacts> warmUp,
    @Nullable VirtualClock clock) {}
