package dev.multilayercache.agent.management;

import dev.multilayercache.agent.log.AgentLog;
import java.util.function.Supplier;

/**
 * Lets the person at the console change something, if agent.yaml allows it, and leaves a line in
 * the log. That line names operations and caches and never what was typed: keys and tags are other
 * people's data.
 */
record Operator(boolean isAllowed) {

  /**
   * @param what for the log: {@code invalidateByTags on cache products, 2 tags}
   * @throws UnsupportedOperationException if operations are locked
   */
  <T> T change(String what, Supplier<T> action) {
    if (!isAllowed) {
      throw new UnsupportedOperationException(
          "Operations over JMX are locked. Set jmx.operations: true in the agent's file, or start"
              + " with -Dmultilayercache.jmx.operations=true.");
    }
    T outcome = action.get();
    AgentLog.info("JMX: " + what);
    return outcome;
  }
}
