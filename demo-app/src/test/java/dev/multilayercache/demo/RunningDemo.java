package dev.multilayercache.demo;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged demo in a JVM of its own. */
final class RunningDemo implements AutoCloseable {

  private static final Path JAR = Path.of("target", "multilayer-cache-demo-app.jar");
  private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/");

  private final Process process;
  private final Path output;

  private RunningDemo(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts it with options of the JVM and arguments of the demo; what it prints goes to a file. */
  static RunningDemo start(Path output, List<String> jvmOptions, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new RunningDemo(process, output);
  }

  /** Waits until it serves. */
  DemoClient client() {
    return new DemoClient(port());
  }

  int port() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !process.isAlive() || URL.matcher(printed()).find());
    Matcher url = URL.matcher(printed());
    if (!url.find()) {
      throw new AssertionError("The demo ended:\n" + printed());
    }
    return Integer.parseInt(url.group(1));
  }

  /** Waits until it serves. */
  long pid() {
    port();
    return process.pid();
  }

  String printed() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      return "";
    }
  }

  /** Asks it to end, as Ctrl-C does. */
  void terminate() {
    process.destroy();
  }

  int exitStatus() throws InterruptedException {
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("The demo did not end:\n" + printed());
    }
    return process.exitValue();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly();
    exitStatus();
  }
}
