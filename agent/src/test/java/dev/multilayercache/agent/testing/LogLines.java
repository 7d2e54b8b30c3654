package dev.multilayercache.agent.testing;

import dev.multilayercache.agent.log.AgentLog;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Collects the agent's lines until it is closed. */
public final class LogLines implements AutoCloseable {
  private final List<String> written = new CopyOnWriteArrayList<>();

  public LogLines() {
    AgentLog.copyTo(written::add);
  }

  /** Those that contain a text. */
  public List<String> about(String text) {
    return written.stream().filter(line -> line.contains(text)).toList();
  }

  @Override
  public void close() {
    AgentLog.copyTo(null);
  }
}
