package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ClusterFile;
import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.agent.testing.JmxConsole;
import dev.multilayercache.agent.testing.WatchedJvms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is loaded before anybody asks, with the packaged agent. */
class WarmUpIT {
  private static final String PACKAGE = "dev.multilayercache.fixture.warmup.";

  /** On a busy machine a write to the cluster may miss its time budget: that key is not there. */
  private static final int MOST_OF_FIFTY = 45;

  @TempDir Path directory;

  private ForkedJvm start(Path configuration) {
    return ForkedJvm.java().agent(configuration).fixtures().start(PACKAGE + "WarmApp");
  }

  private static Object attribute(ForkedJvm jvm, String name) {
    return JmxConsole.of(jvm).attribute(JmxConsole.agentName(), name);
  }

  @Test
  void methods_that_agent_yaml_lists_are_called_once_their_classes_are_in_use() throws Exception {
    Path configuration =
        Files.writeString(
            directory.resolve("agent.yaml"),
            """
            warmUp:
              after: 100ms
              concurrency: 2
              methods:
                - method: "PACKAGE.Rates#rate(long)"
                  receiver: "PACKAGE.WarmApp#rates()"
                  arguments: [[1], [2], [13]]
                - method: "PACKAGE.Rates#name(String, int)"
                  argumentsFrom: "PACKAGE.Top#names()"
                - method: "PACKAGE.Never#value(int)"
                  arguments: [[1]]
                - method: "PACKAGE.Rates#uncached(int)"
                  receiver: "PACKAGE.WarmApp#rates()"
                  arguments: [[1]]
            jmx: { startDelay: 100ms }
            """
                .replace("PACKAGE.", PACKAGE));
    try (ForkedJvm jvm = start(configuration)) {
      WatchedJvms watched = WatchedJvms.of(jvm);
      watched.await(Duration.ofSeconds(30), () -> attribute(jvm, "WarmUpTotal").equals(6L));
      watched.await(Duration.ofSeconds(30), () -> attribute(jvm, "WarmUpLoaded").equals(5L));

      assertEquals(1L, attribute(jvm, "WarmUpFailed"));
      assertEquals("5", jvm.ask("bodies"), "three rates, of which one failed, and two names");
      assertEquals("rate 2", jvm.ask("rate 2"));
      assertEquals("USD 2", jvm.ask("name USD 2"));
      assertEquals("0", jvm.ask("bodies"), "both were there");

      assertEquals("waiting", attribute(jvm, "WarmUpState"), "for a class that is not initialized");
      assertFalse(jvm.output().contains("initialized"), "the warm-up does not");
      jvm.tell("never");
      watched.await(Duration.ofSeconds(30), () -> attribute(jvm, "WarmUpState").equals("done"));
      watched.await(
          Duration.ofSeconds(10),
          () ->
              jvm.errors().stream()
                  .anyMatch(
                      line ->
                          line.endsWith("Warm-up done: 7 calls, 6 loaded, 0 skipped, 1 failed.")));
      assertTrue(
          jvm.errors().stream()
              .anyMatch(
                  line ->
                      line.contains("Rates.uncached(int) is not cached, so only what it calls")
                          && line.endsWith(": warmUp.methods[3].method.")),
          jvm.errors()::toString);
    }
  }

  @Test
  void a_node_that_starts_again_has_the_hot_entries_before_it_is_asked() throws Exception {
    Path configuration = withHotKeys(ClusterFile.embedded(directory));
    try (ForkedJvm stays = start(configuration)) {
      WatchedJvms.of(stays).awaitMembers(stays, 1);
      try (ForkedJvm leaves = start(configuration)) {
        WatchedJvms.of(stays, leaves).awaitMembers(leaves, 2);
        assertEquals("asked", leaves.ask("rates 100 150"));
        assertEquals("asked", leaves.ask("rates 100 150"));

        leaves.endInput();

        assertEquals(0, leaves.waitFor(Duration.ofSeconds(10)), "its end does not wait");
      }
      try (ForkedJvm again = start(configuration)) {
        WatchedJvms both = WatchedJvms.of(stays, again);
        both.awaitMembers(again, 2);
        assertEquals("rate 1", again.ask("rate 1"), "the first use of the cache");
        both.await(Duration.ofSeconds(30), () -> hotEntries(again) >= MOST_OF_FIFTY);
        again.ask("bodies");

        assertEquals("asked", again.ask("rates 100 150"));

        int bodies = Integer.parseInt(again.ask("bodies"));
        assertTrue(bodies <= 50 - MOST_OF_FIFTY, () -> bodies + " bodies");
        Matcher hits =
            Pattern.compile("\\{local=(\\d+), cluster=\\d+}.*").matcher(again.ask("hits"));
        assertTrue(
            hits.matches() && Long.parseLong(hits.group(1)) >= MOST_OF_FIFTY, hits::toString);
      }
    }
  }

  private static long hotEntries(ForkedJvm jvm) {
    return (Long) attribute(jvm, "WarmUpHotEntries");
  }

  private static Path withHotKeys(Path configuration) throws IOException {
    return Files.writeString(
        configuration,
        Files.readString(configuration).replace("Entries: 1000", "Entries: 20000")
            + "warmUp: { hotKeys: 1000 }\njmx: { startDelay: 100ms }\n");
  }
}
