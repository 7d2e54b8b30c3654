package dev.multilayercache.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ClusterFile;
import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.agent.testing.ProbeAgent;
import dev.multilayercache.fixture.shapes.LateApp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.ObjectName;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code java -jar multilayer-cache-agent.jar attach} and {@code detach} on a running JVM. */
class AttachIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;

  private ForkedJvm application;

  @BeforeEach
  void start() {
    application =
        ForkedJvm.java()
            .environment("FIXTURE_SECRET", "secret")
            .fixtures()
            .start(LateApp.class.getName());
    assertEquals("bodies of ten calls: 10", application.nextLine());
  }

  @AfterEach
  void end() {
    application.close();
  }

  /** The output of a command, behind its exit status. */
  private static List<String> command(String... arguments) {
    return command(ForkedJvm.agentJar(), arguments);
  }

  private static List<String> command(Path jar, String... arguments) {
    try (ForkedJvm command = ForkedJvm.java().startJar(jar, arguments)) {
      int status = command.waitFor();
      List<String> lines = new ArrayList<>(List.of("exit status " + status));
      lines.addAll(command.output());
      lines.addAll(command.errors());
      return lines;
    }
  }

  private String pid() {
    return Long.toString(application.pid());
  }

  @Nested
  class Attaching {
    @Test
    void says_what_was_woven() {
      List<String> lines = command("attach", pid());

      assertAll(
          () -> assertEquals("exit status 0", lines.get(0)),
          () -> assertTrue(lines.get(1).contains("layers: local (caffeine)"), lines.get(1)),
          () -> assertTrue(lines.get(2).contains("Woven: 1 cached method"), lines.get(2)),
          () -> assertEquals("bodies of ten calls: 1", application.ask("go on")));
    }

    @Test
    void a_second_time_is_refused_in_one_line() {
      command("attach", pid());

      List<String> lines = command("attach", pid());

      assertEquals(2, lines.size(), lines::toString);
      assertEquals("exit status 1", lines.get(0));
      assertTrue(lines.get(1).contains("runs in this JVM already"), lines.get(1));
    }

    @Test
    void from_a_copy_of_the_jar_is_refused_in_one_line() throws Exception {
      command("attach", pid());
      Path copy = Files.copy(ForkedJvm.agentJar(), directory.resolve("copy.jar"));

      List<String> lines = command(copy, "attach", pid());

      assertEquals(2, lines.size(), lines::toString);
      assertEquals("exit status 1", lines.get(0));
      assertTrue(lines.get(1).contains("runs in this JVM already"), lines.get(1));
    }

    @Test
    void takes_an_agent_yaml() throws Exception {
      Path file = directory.resolve("my agent;config=odd.yaml");
      Files.writeString(file, "layers: [{ name: near, type: caffeine }]\n");

      List<String> lines = command("attach", pid(), file.toString());

      assertTrue(lines.get(1).contains("layers: near (caffeine)"), lines::toString);
    }

    @Test
    void with_a_mistake_in_agent_yaml_gives_its_line_and_changes_nothing() throws Exception {
      Path file = directory.resolve("agent.yaml");
      Files.writeString(file, "layrs: []\n");

      List<String> lines = command("attach", pid(), file.toString());

      assertEquals("exit status 1", lines.get(0));
      assertTrue(lines.get(1).contains("agent.yaml:1"), lines::toString);
      assertEquals("bodies of ten calls: 10", application.ask("go on"));
    }

    @Test
    void without_the_named_file_attaches_nothing() {
      List<String> lines = command("attach", pid(), directory.resolve("none.yaml").toString());

      assertEquals("exit status 1", lines.get(0));
      assertTrue(lines.get(1).contains("there is no such file"), lines::toString);
      assertEquals(List.of(), application.agentLines());
    }

    @Test
    void to_a_process_that_is_no_JVM_is_one_line_and_lets_it_live() throws Exception {
      Process other = new ProcessBuilder("sleep", "600").start();

      List<String> lines = command("attach", Long.toString(other.pid()));

      assertTrue(other.isAlive());
      other.destroy();
      assertEquals(2, lines.size(), lines::toString);
      assertEquals("exit status 1", lines.get(0));
      assertTrue(lines.get(1).contains("nothing was attached"), lines.get(1));
    }

    @Test
    void to_a_process_that_is_not_there_is_one_line() {
      application.kill();

      List<String> lines = command("attach", pid());

      assertEquals(2, lines.size(), lines::toString);
      assertEquals("exit status 1", lines.get(0));
      assertTrue(lines.get(1).contains("nothing was attached"), lines.get(1));
    }
  }

  @Nested
  class Detaching {
    @Test
    void lets_the_bodies_run_again() {
      command("attach", pid());
      application.ask("go on");

      List<String> lines = command("detach", pid());

      assertEquals("exit status 0", lines.get(0), lines::toString);
      assertEquals("bodies of ten calls: 10", application.ask("go on"));
    }

    /** As tests do that restore the system properties which they found. */
    @Test
    void is_possible_where_the_application_has_forgotten_the_agent() {
      command("attach", pid());
      application.ask("forget");

      assertEquals("exit status 1", command("attach", pid()).get(0));
      assertEquals("exit status 0", command("detach", pid()).get(0));
      assertEquals("bodies of ten calls: 10", application.ask("go on"));
    }

    @Test
    void restores_the_bytes_of_a_woven_class() {
      String before = content();
      command("attach", pid());
      String woven = content();
      command("detach", pid());

      assertNotEquals(before, woven);
      assertEquals(before, content());
    }

    /** With constants in the order of their use: the JVM may list them in another. */
    private String content() {
      application.attach(ProbeAgent.jar(directory));
      byte[] bytes = HexFormat.of().parseHex(application.ask("bytes"));
      ClassWriter ordered = new ClassWriter(0);
      new ClassReader(bytes).accept(ordered, 0);
      return HexFormat.of().formatHex(ordered.toByteArray());
    }

    @Test
    void makes_room_for_another_agent() {
      command("attach", pid());
      application.ask("go on");
      command("detach", pid());

      assertEquals("exit status 0", command("attach", pid()).get(0));
      assertEquals("bodies of ten calls: 1", application.ask("go on"));
    }

    @Test
    void leaves_no_thread_of_the_agents() {
      command("attach", pid());
      application.ask("go on");
      command("detach", pid());

      assertEquals("threads of the agent: []", application.ask("threads"));
    }

    @Test
    void leaves_no_thread_of_a_member_of_a_cluster() {
      attachMember();
      application.ask("go on");
      command("detach", pid());

      await()
          .untilAsserted(
              () -> assertEquals("threads of the agent: []", application.ask("threads")));
    }

    private void attachMember() {
      command("attach", pid(), ClusterFile.embedded(directory).toString());
      application.ask("go on"); // a cluster is not looked for before it is needed
      await().atMost(PATIENCE).until(() -> says("layer cluster: ready"));
      assertNotEquals("threads of the agent: []", application.ask("threads"));
    }

    private boolean says(String words) {
      return application.agentLines().stream().anyMatch(line -> line.contains(words));
    }

    /** One, because the JDK remembers the class of the latest record whose equals it linked. */
    @Test
    void leaves_at_most_the_latest_class_loader_of_the_agents() {
      for (int i = 0; i < 3; i++) {
        command("attach", pid());
        application.ask("go on");
        assertEquals("bodies of two calls: 1", application.ask("calendar"));
        assertEquals("exit status 0", command("detach", pid()).get(0));
      }

      await().atMost(PATIENCE).until(() -> loaders() <= 1);
    }

    /** After a full collection, as {@code jcmd GC.class_histogram} counts. */
    private int loaders() throws Exception {
      String histogram =
          (String)
              application
                  .jmx()
                  .invoke(
                      new ObjectName("com.sun.management:type=DiagnosticCommand"),
                      "gcClassHistogram",
                      new Object[] {new String[0]},
                      new String[] {String[].class.getName()});
      Matcher line =
          Pattern.compile("(\\d+)\\s+\\d+\\s+\\S+\\.IsolatedClassLoader\\s").matcher(histogram);
      return line.find() ? Integer.parseInt(line.group(1)) : 0;
    }

    @Test
    void where_no_agent_runs_is_refused_in_one_line() {
      List<String> lines = command("detach", pid());

      assertEquals(2, lines.size(), lines::toString);
      assertEquals("exit status 1", lines.get(0));
      assertTrue(lines.get(1).contains("Nothing to detach"), lines.get(1));
    }
  }

  @Nested
  class AnythingElse {
    @Test
    void that_asks_for_help_or_the_version_is_answered_and_done() {
      List<String> help = command("--help");
      List<String> version = command("--version");

      assertEquals("exit status 0", help.get(0));
      assertTrue(help.get(1).startsWith("Usage: java -jar"), help::toString);
      assertEquals("exit status 0", version.get(0));
      assertTrue(version.get(1).matches("\\d+\\.\\d+\\.\\d+.*"), version::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "attach", "attach x", "frob 1", "detach 1 2"})
    void is_answered_with_the_usage_and_status_2(String line) {
      List<String> lines = command(line.isEmpty() ? new String[0] : line.split(" "));

      assertEquals("exit status 2", lines.get(0));
      assertTrue(lines.get(1).contains("Usage: java -jar"), lines::toString);
    }
  }
}
