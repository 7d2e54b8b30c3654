package dev.multilayercache.agent.log;

import dev.multilayercache.agent.text.NearestName;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the agent's lines to stderr, each starting {@code [multilayercache] }.
 *
 * <p>Levels are {@code error}, {@code warn}, {@code info} (default) and {@code debug}, chosen by
 * the system property {@code multilayercache.log}. Lines never carry values, arguments or keys.
 * Safe for use by any thread.
 */
public final class AgentLog {
  private static final String PREFIX = "[multilayercache] ";
  private static final long REPEAT_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int MOST_CAUSES = 1_000;

  /**
   * As it was when the agent came. What an application server puts in its place leads into a log
   * that calls each line an error, and loads classes, which a transformer must not.
   */
  private static final PrintStream STDERR = System.err;

  private static final Map<String, Long> LAST_BY_CAUSE = new ConcurrentHashMap<>();
  private static volatile Level level = chosenLevel();
  private static volatile @Nullable Consumer<String> copy;

  private AgentLog() {}

  /** How much is written. */
  public enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG;

    static Level of(@Nullable String text) {
      for (Level each : values()) {
        if (each.name().equalsIgnoreCase(text)) {
          return each;
        }
      }
      return INFO;
    }

    /** What is wrong with a level as it was written, and what to do; null if nothing is. */
    static @Nullable String complaint(@Nullable String text) {
      if (text == null) {
        return null;
      }
      List<String> known =
          Arrays.stream(values()).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
      if (known.contains(text.toLowerCase(Locale.ROOT))) {
        return null;
      }
      return "-Dmultilayercache.log="
          + text
          + " is no level: info is used. "
          + NearestName.suggest(text, known);
    }
  }

  /** Gives each line that is written to somebody else as well; null: to nobody any more. */
  public static void copyTo(@Nullable Consumer<String> reader) {
    copy = reader;
  }

  public static void error(String line) {
    write(Level.ERROR, line);
  }

  public static void warn(String line) {
    write(Level.WARN, line);
  }

  public static void info(String line) {
    write(Level.INFO, line);
  }

  public static void debug(String line) {
    write(Level.DEBUG, line);
  }

  /** Warns at most once a minute for the same cause. */
  public static void warnOncePerMinute(String cause, String line) {
    long now = System.nanoTime();
    if (LAST_BY_CAUSE.size() >= MOST_CAUSES) {
      LAST_BY_CAUSE.values().removeIf(last -> now - last > REPEAT_NANOS);
    }
    boolean[] due = new boolean[1];
    LAST_BY_CAUSE.compute(
        cause,
        (key, last) -> {
          due[0] = last == null || now - last >= REPEAT_NANOS;
          return due[0] ? Long.valueOf(now) : last;
        });
    if (due[0]) {
      warn(line);
    }
  }

  private static Level chosenLevel() {
    String text = System.getProperty("multilayercache.log");
    String complaint = Level.complaint(text);
    if (complaint != null) {
      print(complaint);
    }
    return Level.of(text);
  }

  private static void write(Level wanted, String line) {
    if (wanted.compareTo(level) <= 0) {
      print(line);
    }
  }

  private static void print(String line) {
    String whole = PREFIX + line.replace('\n', ' ').replace('\r', ' ');
    STDERR.println(whole);
    Consumer<String> reader = copy;
    if (reader != null) {
      reader.accept(whole);
    }
  }
}
