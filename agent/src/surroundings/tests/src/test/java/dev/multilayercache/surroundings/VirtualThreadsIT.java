package dev.multilayercache.surroundings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.fixture.threads.ManyFollowers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** A thousand virtual threads that wait for one load, on one carrier thread. */
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads came with JDK 21")
class VirtualThreadsIT {
  private static final String PINNED = "jdk.VirtualThreadPinned";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path directory;

  @Test
  void follow_one_flight_without_pinning_their_carrier() throws IOException {
    try (ForkedJvm jvm = start("plain")) {
      assertEquals(0, jvm.waitFor(PATIENCE), () -> "stderr: " + jvm.errors());

      assertEquals(List.of("bodies 1", "answers 1001"), jvm.output().subList(2, 4));
      assertTrue(waited(jvm.output().get(1)) > 100, () -> jvm.output().toString());
      List<String> pinned = stacksOfPinnedThreads();
      assertTrue(
          pinned.stream().anyMatch(stack -> stack.contains("PinsOnPurpose")),
          () -> "what pins on purpose was not recorded: " + pinned);
      assertEquals(List.of(), pinned.stream().filter(VirtualThreadsIT::hasFrameOfOurs).toList());
    }
  }

  /** Each waits for the method's monitor, as it would without the agent. */
  @Test
  void follow_one_another_through_a_synchronized_method() {
    try (ForkedJvm jvm = start("locked")) {
      assertEquals(0, jvm.waitFor(PATIENCE), () -> "stderr: " + jvm.errors());

      assertEquals(List.of("bodies 1", "answers 1001"), jvm.output().subList(2, 4));
    }
  }

  /** How many waited at once; all of them, but on a machine that is busy otherwise. */
  private static int waited(String line) {
    return Integer.parseInt(line.substring("waited ".length()));
  }

  private ForkedJvm start(String method) {
    return ForkedJvm.java()
        .option("-Djdk.virtualThreadScheduler.parallelism=1")
        .option("-Djdk.virtualThreadScheduler.maxPoolSize=1")
        .option(
            "-XX:StartFlightRecording:filename="
                + recording()
                + ","
                + PINNED
                + "#enabled=true,"
                + PINNED
                + "#threshold=0ms,"
                + PINNED
                + "#stackTrace=true")
        .option("-Xlog:disable")
        .agent(null)
        .fixtures()
        .start(ManyFollowers.class.getName(), method);
  }

  private Path recording() {
    return directory.resolve("recording.jfr");
  }

  private List<String> stacksOfPinnedThreads() throws IOException {
    return RecordingFile.readAllEvents(recording()).stream()
        .filter(event -> event.getEventType().getName().equals(PINNED))
        .map(VirtualThreadsIT::stack)
        .toList();
  }

  private static String stack(RecordedEvent event) {
    return event.getStackTrace() == null
        ? "no stack"
        : String.join(
            "\n",
            event.getStackTrace().getFrames().stream()
                .map(
                    frame ->
                        frame.getMethod().getType().getName() + "." + frame.getMethod().getName())
                .toList());
  }

  private static boolean hasFrameOfOurs(String stack) {
    return stack.contains("dev.multilayercache.agent.")
        || stack.contains("java.lang.MultiLayerCacheDispatcher")
        || stack.contains("no stack");
  }
}
