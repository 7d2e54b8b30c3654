package dev.multilayercache.surroundings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ForkedJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A web application on WildFly, which does not start if anybody was before it with a log manager or
 * an MBean server, and whose modules see of the agent nothing.
 */
class WildFlyIT {
  private static final String OURS = "[multilayercache] ";

  @TempDir private static Path directory;

  private static RunningWildFly server;
  private static List<String> answers;
  private static int status;

  @BeforeAll
  static void serve_and_end() throws IOException {
    server = RunningWildFly.start(directory, ForkedJvm.java().agent(null));
    String first = server.page(7);
    String second = server.page(7);
    server.invalidate();
    answers = List.of(first, second, server.page(7));
    status = server.terminate();
  }

  @AfterAll
  static void close() {
    server.close();
  }

  @Test
  void the_application_is_served_cached_and_invalidated() {
    assertEquals(
        List.of("loads 1 2 3, bodies 3", "loads 1 2 3, bodies 3", "loads 4 2 3, bodies 4"),
        answers);
  }

  @Test
  void the_agent_sums_up_what_was_deployed_after_a_long_start() {
    assertTrue(
        server.jvm().agentLines().stream()
            .anyMatch(line -> line.contains("Woven: 2 cached methods, 1 invalidating method.")),
        () -> server.jvm().errors().toString());
  }

  /** WildFly logs as an error whatever is written to the stderr that it puts in place. */
  @Test
  void the_server_s_log_knows_no_line_of_the_agent() {
    assertEquals(
        List.of(), server.jvm().output().stream().filter(line -> line.contains(OURS)).toList());
  }

  @Test
  void nothing_else_is_written_to_stderr() {
    Stream<String> others =
        server.jvm().errors().stream()
            .filter(line -> !line.startsWith(OURS) && !line.startsWith("WARNING: "));

    assertEquals(List.of(), others.toList());
  }

  @Test
  void the_server_ends_when_it_is_told_to() {
    assertEquals(/* 128 + SIGTERM */ 143, status);
  }
}
