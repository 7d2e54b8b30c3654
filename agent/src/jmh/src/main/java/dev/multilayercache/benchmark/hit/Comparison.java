package dev.multilayercache.benchmark.hit;

import dev.multilayercache.benchmark.hit.harness.Work;

/**
 * What is measured in one JVM.
 *
 * @param isClustered whether the agent has a live cluster layer behind the local one
 */
record Comparison(Work work, boolean isClustered) {}
