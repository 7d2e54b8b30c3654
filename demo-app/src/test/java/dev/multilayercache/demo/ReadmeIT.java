package dev.multilayercache.demo;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README tells people to type, typed. */
class ReadmeIT {
  private static final Pattern ADDRESS = Pattern.compile("http://[\\w.]+:(\\d+)");
  private static final Pattern GOOD =
      Pattern.compile(
          "Version .+, layers: local \\(caffeine\\), cluster \\(hazelcast\\)\\."
              + "|layer cluster: ready, members: \\d+"
              + "|Woven: 2 cached methods, 1 invalidating method\\. Refused: none\\.");

  @TempDir Path directory;

  @Test
  void the_command_that_runs_the_demo_builds_a_clean_copy_and_starts_it_with_the_agent()
      throws Exception {
    Path copy = directory.resolve("copy");
    Readme.copySources(copy);
    File output = directory.resolve("output").toFile();
    Process demo =
        new ProcessBuilder("sh", "-c", Readme.blocks("sh").get(0).strip())
            .directory(copy.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    try {
      DemoClient client = new DemoClient(awaitPort(demo, output));
      client.get("/api/product?id=1");

      String second = client.get("/api/product?id=1").body();

      assertTrue(second.contains("\"layer\":\"local\""), second);
      await().atMost(Duration.ofMinutes(1)).until(() -> read(output).contains("Woven: "));
      assertEquals(List.of(), notGood(output));
    } finally {
      demo.descendants().forEach(ProcessHandle::destroyForcibly);
      demo.destroyForcibly();
    }
  }

  @Test
  void the_command_that_runs_the_tests_is_what_continuous_integration_runs() throws Exception {
    String command = Readme.blocks("sh").get(1).strip();

    assertEquals("mvn -B verify", command);
    assertTrue(Files.readString(Readme.ROOT.resolve(".ci").resolve("run")).contains(command));
  }

  @Test
  void the_commands_that_attach_and_detach_the_agent_do_so_to_a_running_jvm() throws Exception {
    try (RunningDemo demo = RunningDemo.start(directory.resolve("a"), List.of(), "--port", "0")) {
      List<String> commands = Readme.blocks("sh").get(3).strip().lines().toList();
      File output = directory.resolve("output").toFile();

      for (String each : commands) {
        int status =
            new ProcessBuilder("sh", "-c", each.replace("<pid>", Long.toString(demo.pid())))
                .directory(Readme.ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start()
                .waitFor();
        assertEquals(0, status, () -> each + ": " + read(output));
      }
      assertEquals(2, commands.size());
    }
  }

  private static String read(File file) {
    try {
      return Files.readString(file.toPath());
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void its_classes_compile() throws Exception {
    List<String> classes = classesWithoutTests();
    Path annotated = directory.resolve("Products.java");
    Path coded = directory.resolve("Prices.java");
    Files.writeString(
        annotated,
        classes.get(0).replace("query(id)", "null").replace("update(product);", "")
            + "record Product(long id, String category) {}");
    Files.writeString(coded, classes.get(1).replace("ask(article)", "article"));

    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-cp",
                Readme.ROOT
                    .resolve("annotations/target/multilayer-cache-annotations.jar")
                    .toString(),
                "-d",
                directory.toString(),
                annotated.toString(),
                coded.toString());

    assertEquals(0, status);
    assertEquals(2, classes.size());
  }

  /** Its test is run where the test kit is built. */
  private static List<String> classesWithoutTests() throws IOException {
    return Readme.blocks("java").stream().filter(each -> !each.contains("@Test")).toList();
  }

  @Test
  void the_configuration_is_ten_lines_that_the_agent_accepts() throws Exception {
    String yaml = Readme.blocks("yaml").get(0);
    Path file = Files.writeString(directory.resolve("agent.yaml"), yaml);

    try (RunningDemo demo =
        RunningDemo.start(
            directory.resolve("a"),
            List.of(
                "-javaagent:"
                    + Readme.ROOT.resolve("agent/target/multilayer-cache-agent.jar")
                    + "="
                    + file,
                "-Dmultilayercache.cluster.name=readme-" + ProcessHandle.current().pid()),
            "--port",
            "0")) {
      demo.client().get("/api/product?id=1");

      String second = demo.client().get("/api/product?id=1").body();

      assertTrue(second.contains("\"layer\":\"local\""), second + demo.printed());
    }
    assertTrue(yaml.lines().count() <= 10, yaml);
  }

  /**
   * What the agent says to somebody who sees it for the first time, and that looks like trouble.
   */
  private static List<String> notGood(File output) {
    String mark = "[multilayercache] ";
    return read(output)
        .lines()
        .filter(line -> line.startsWith(mark))
        .filter(line -> !GOOD.matcher(line.substring(mark.length())).matches())
        .toList();
  }

  private static int awaitPort(Process demo, File output) throws Exception {
    await().atMost(Duration.ofMinutes(10)).until(() -> !demo.isAlive() || address(output).find());
    Matcher address = address(output);
    if (!address.find()) {
      throw new AssertionError("The command ended: " + Files.readString(output.toPath()));
    }
    return Integer.parseInt(address.group(1));
  }

  private static Matcher address(File output) throws IOException {
    return ADDRESS.matcher(Files.readString(output.toPath()));
  }
}
