package dev.multilayercache.agent.log;

import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * What libraries inside the agent's jar log to: nothing.
 *
 * <p>The packaged jar calls {@link #named} wherever a bundled class called {@code
 * System.getLogger}, which would start {@code java.util.logging} before the application had its
 * chance to choose a log manager. What such loggers say may hold keys and values as well.
 */
public final class SilentLogger implements System.Logger {
  private final String name;

  private SilentLogger(String name) {
    this.name = name;
  }

  /** Stands in for {@link System#getLogger(String)}. */
  public static System.Logger named(String name) {
    return new SilentLogger(name);
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public boolean isLoggable(Level level) {
    return false;
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String message,
      @Nullable Throwable thrown) {}

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object @Nullable ... parameters) {}
}
