package dev.multilayercache.agent;

import dev.multilayercache.agent.config.WarmUpConfig;
import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.management.WarmUpFacts;
import dev.multilayercache.agent.plan.PlanRegistry;
import dev.multilayercache.agent.warmup.HotKeys;
import dev.multilayercache.agent.warmup.WarmUp;
import dev.multilayercache.agent.warmup.WarmUpProgress;
import java.util.List;

/** What the agent loads before anybody asks, with its progress for JMX. */
final class AgentWarmUp implements AutoCloseable {
  private final WarmUpProgress progress = new WarmUpProgress();
  private final WarmUp calls;
  private final HotKeys hotKeys;

  AgentWarmUp(WarmUpConfig config, PlanRegistry plans, Caches caches, List<Layer> layers) {
    this.calls = new WarmUp(config, plans, progress);
    this.hotKeys = new HotKeys(config, caches, layers, progress);
  }

  void start() {
    calls.start();
    hotKeys.start();
  }

  /** While the layers are there still. */
  @Override
  public void close() {
    calls.close();
    hotKeys.close();
  }

  WarmUpFacts facts() {
    return new WarmUpFacts(
        progress.state(),
        progress.total(),
        progress.loaded(),
        progress.skipped(),
        progress.failed(),
        progress.hotEntries());
  }
}
