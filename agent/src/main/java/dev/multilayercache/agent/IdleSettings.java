package dev.multilayercache.agent;

import dev.multilayercache.agent.config.AgentConfig;
import java.util.ArrayList;
import java.util.List;

/** What the configuration says and nothing follows from, one line each. */
final class IdleSettings {
  private IdleSettings() {}

  static List<String> lines(AgentConfig config) {
    List<String> lines = new ArrayList<>();
    if (config.isClustered()) {
      return lines;
    }
    if (config.cluster() != null) {
      lines.add(
          config.cluster().place()
              + " has no effect: no layer is of type hazelcast. Add one to layers, or remove it.");
    }
    if (config.warmUp().hotKeys() > 0) {
      lines.add(
          config.file()
              + ": warmUp.hotKeys has no effect: no layer is shared by nodes. Add one of type"
              + " hazelcast to layers, or remove it.");
    }
    return lines;
  }
}
