package dev.multilayercache.agent.testing;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Collects the agent's lines until it is closed. */
public final class LogLines implements AutoCloseable {
  private final PrintStream before = System.err;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  public LogLines() {
    System.setErr(new PrintStream(written, /* autoFlush= */ true, StandardCharsets.UTF_8));
  }

  /** Those that contain a text. */
  public List<String> about(String text) {
    return written.toString(StandardCharsets.UTF_8).lines().filter(s -> s.contains(text)).toList();
  }

  @Override
  public void close() {
    System.setErr(before);
  }
}
