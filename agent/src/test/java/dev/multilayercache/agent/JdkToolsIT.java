package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ForkedJvm;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands of the JDK under a {@code JAVA_TOOL_OPTIONS} that names the agent: tools go on as
 * they do without it, and {@code java} itself is what it was.
 */
class JdkToolsIT {
  private static final Path BIN = Path.of(System.getProperty("java.home"), "bin");

  /** A display would be needed. */
  private static final String WITH_A_WINDOW = "jconsole";

  /** Where {@code --help} is not understood, or more than help is quick to have. */
  private static final Map<String, List<String>> ARGUMENTS =
      Map.ofEntries(
          Map.entry("jar", List.of("--list", "--file", ForkedJvm.annotationsJar().toString())),
          Map.entry("javap", List.of("-cp", "target/test-classes", fixture("EndingApp"))),
          Map.entry("jcmd", List.of("-h")),
          Map.entry("jdeps", List.of("--summary", ForkedJvm.annotationsJar().toString())),
          Map.entry("jlink", List.of("--list-plugins")),
          Map.entry("jshell", List.of("-s", "-")),
          Map.entry("keytool", List.of("-help")),
          Map.entry("serialver", List.of("-classpath", "target/test-classes", "java.lang.String")));

  @TempDir Path directory;

  static Stream<String> tools() {
    return new TreeSet<>(List.of(BIN.toFile().list()))
        .stream()
            .map(name -> name.replaceFirst("\\.exe$", ""))
            .filter(name -> BIN.resolve(name).toFile().canExecute())
            .filter(name -> !name.equals("java") && !name.equals(WITH_A_WINDOW));
  }

  @ParameterizedTest
  @MethodSource("tools")
  void a_tool_says_what_it_says_without_the_agent(String tool) throws Exception {
    List<String> arguments = ARGUMENTS.getOrDefault(tool, List.of("--help"));

    Answer without = run("-Dharmless=true", tool, arguments);
    Answer with = run(agent(), tool, arguments);

    assertEquals(without, with);
  }

  @Test
  void javac_compiles() throws Exception {
    Path source = source();

    Answer answer = run(agent(), "javac", List.of("-d", directory.toString(), source.toString()));

    assertAll(
        () -> assertEquals(new Answer(0, List.of(), List.of()), answer),
        () -> assertTrue(Files.exists(directory.resolve("Hello.class"))));
  }

  @Test
  void our_own_command_line_is_no_application() throws Exception {
    Answer answer = run(agent(), "java", List.of("-jar", ForkedJvm.agentJar().toString(), "-h"));

    assertAll(
        () -> assertEquals(0, answer.status()),
        () -> assertTrue(answer.output().get(0).startsWith("Usage: java -jar "), answer::toString),
        () -> assertEquals(List.of(), answer.errors()));
  }

  @Test
  void a_program_started_from_its_source_file_is_an_application() throws Exception {
    Answer answer = run(agent(), "java", List.of(source().toString()));

    assertAll(
        () -> assertEquals(0, answer.status(), answer::toString),
        () -> assertEquals(List.of("hello"), answer.output()),
        () -> assertTrue(answer.errors().get(0).startsWith("[multilayercache] Version ")));
  }

  @ParameterizedTest
  @MethodSource("questionsToJava")
  void java_answers_questions_about_itself(String question) throws Exception {
    Answer without = run("-Dharmless=true", "java", List.of(question));
    Answer with = run(agent(), "java", List.of(question));

    assertAll(
        () -> assertEquals(0, with.status()),
        () -> assertEquals(without.output(), with.output()),
        () ->
            assertEquals(
                without.errors(),
                with.errors().stream()
                    .filter(line -> !line.startsWith("[multilayercache] "))
                    .toList()));
  }

  static Stream<String> questionsToJava() {
    return Stream.of("-version", "--version", "--list-modules", "-help");
  }

  /** What a command printed and how it ended, without the JVM's word on the environment. */
  private record Answer(int status, List<String> output, List<String> errors) {}

  private Answer run(String toolOptions, String tool, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(BIN.resolve(tool).toString()));
    command.addAll(arguments);
    File output = Files.createTempFile(directory, "output", ".txt").toFile();
    File errors = Files.createTempFile(directory, "errors", ".txt").toFile();
    File input =
        Files.writeString(directory.resolve("input.txt"), "System.out.println(3 + 4)\n/exit\n")
            .toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(input)
            .redirectOutput(output)
            .redirectError(errors);
    builder.environment().put("JAVA_TOOL_OPTIONS", toolOptions);
    builder.environment().remove("MULTILAYERCACHE_CONFIG");
    Process process = builder.start();
    try {
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), tool + " has not ended");
    } finally {
      process.destroyForcibly();
    }
    return new Answer(process.exitValue(), lines(output), lines(errors));
  }

  private static List<String> lines(File file) throws IOException {
    return Files.readAllLines(file.toPath(), StandardCharsets.UTF_8).stream()
        .filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS"))
        .toList();
  }

  private Path source() throws IOException {
    return Files.writeString(
        directory.resolve("Hello.java"),
        "class Hello { public static void main(String[] a) { System.out.println(\"hello\"); } }");
  }

  private static String agent() {
    return "-javaagent:" + ForkedJvm.agentJar();
  }

  private static String fixture(String simpleName) {
    return "dev.multilayercache.fixture.isolation." + simpleName;
  }
}
