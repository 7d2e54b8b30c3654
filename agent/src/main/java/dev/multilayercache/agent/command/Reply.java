package dev.multilayercache.agent.command;

import dev.multilayercache.agent.log.AgentLog;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The answer of an agent to whoever attached it: the lines that it writes to its own log meanwhile,
 * and in the end whether it did what it was asked.
 *
 * <p>A file, because the two are different processes and an attached agent has no other way to
 * speak to who attached it. A file that cannot be written costs the answer and nothing else.
 */
public final class Reply implements AutoCloseable {
  static final String DONE = "done";
  static final String REFUSED = "refused";

  private final @Nullable PrintStream out;
  private boolean done;

  private Reply(@Nullable PrintStream out) {
    this.out = out;
  }

  /** Begins an answer; to nobody, if the file is null. */
  public static Reply to(@Nullable File file) {
    if (file == null) {
      return new Reply(null);
    }
    try {
      return new Reply(
          new PrintStream(
              new FileOutputStream(file), /* autoFlush= */ false, StandardCharsets.UTF_8));
    } catch (IOException unwritable) {
      return new Reply(null);
    }
  }

  /** Does something, and takes the lines that are logged meanwhile into the answer. */
  public void during(Runnable action) {
    AgentLog.copyTo(this::add);
    try {
      action.run();
    } finally {
      AgentLog.copyTo(null);
    }
  }

  private synchronized void add(String line) {
    if (out != null) {
      out.println(line);
    }
  }

  /** What was asked is done; without this it was refused. */
  public void done() {
    done = true;
  }

  @Override
  public synchronized void close() {
    if (out != null) {
      out.println(done ? DONE : REFUSED);
      out.close();
    }
  }
}
