package dev.multilayercache.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * The JVM that runs the tests: sees to it that the agent is in it, as a test wants it configured.
 *
 * <p>There is one agent in a JVM, so what it was brought in with is kept for the JVM, too.
 */
final class TestedJvm {
  /** The agent sets this property while it is in the JVM. */
  private static final String PRESENCE = "multilayercache.agent";

  /** What the agent reads when it comes: JMX is how tests speak to it. Their lines say nothing. */
  private static final Map<String, String> WHILE_IT_COMES =
      Map.of(
          "multilayercache.virtualClock", "true",
          "multilayercache.jmx.enabled", "true",
          "multilayercache.jmx.operations", "true",
          "multilayercache.log", "warn");

  /** What the test kit has attached, or null if it has not. */
  private static @Nullable Configuration attached;

  private TestedJvm() {}

  static boolean hasAgent() {
    return System.getProperty(PRESENCE) != null;
  }

  /**
   * Brings the agent in, if it is not there; one that the test kit has brought is exchanged for one
   * of another configuration.
   *
   * @throws ExtensionConfigurationException with one line that says what to do, if it cannot be
   */
  static synchronized void require(Configuration wanted, Class<?> test) {
    if (hasAgent() && attached == null) {
      requireSame(wanted, test);
    } else if (!hasAgent() || !wanted.equals(attached)) {
      attach(wanted, test);
    }
  }

  /** That of {@code -javaagent} stays what it is: all tests of the JVM were promised it. */
  private static void requireSame(Configuration wanted, Class<?> test) {
    if (wanted.isNone()) {
      return;
    }
    String running = new RunningAgent().configurationFile();
    if (!wanted.yaml().isEmpty() || !isSame(Path.of(running), wanted.file(test))) {
      throw new ExtensionConfigurationException(
          "%s: this JVM was started with -javaagent and %s, and the test asks for %s. Leave -javaagent out, and each test gets what it asks for; or let all of them ask for nothing."
              .formatted(
                  test.getName(),
                  running,
                  wanted.config().isEmpty() ? "a yaml of its own" : wanted.config()));
    }
  }

  private static boolean isSame(Path running, @Nullable Path wanted) {
    try {
      return wanted != null && Files.exists(running) && Files.isSameFile(running, wanted);
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static void attach(Configuration wanted, Class<?> test) {
    Path file = wanted.file(test);
    AgentJar jar = AgentJar.onClassPath();
    if (hasAgent()) {
      jar.run("detach");
      attached = null;
    }
    Map<String, String> set = new HashMap<>(WHILE_IT_COMES);
    set.keySet().removeAll(System.getProperties().keySet());
    set.forEach(System::setProperty);
    try {
      jar.run("attach", file == null ? "" : file.toString());
    } finally {
      set.keySet().forEach(System::clearProperty);
    }
    attached = wanted;
  }
}
