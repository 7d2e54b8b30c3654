package dev.multilayercache.testkit;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * The agent's jar on the class path, as a command.
 *
 * <p>It runs in a process of its own, because a JVM may not attach to itself.
 */
record AgentJar(Path path) {
  private static final String ENTRY = "dev/multilayercache/agent/MultiLayerCacheAgent.class";
  private static final String PREFIX = "[multilayercache] ";
  private static final long PATIENCE_SECONDS = 60;

  static AgentJar onClassPath() {
    URL entry = AgentJar.class.getClassLoader().getResource(ENTRY);
    try {
      if (entry != null && entry.openConnection() instanceof JarURLConnection jar) {
        return new AgentJar(Path.of(URI.create(jar.getJarFileURL().toString())));
      }
    } catch (IOException unreadable) {
      throw missing("cannot be read there: " + unreadable.getMessage());
    }
    throw missing(entry == null ? "is not there" : "is there as a directory, not packaged");
  }

  private static ExtensionConfigurationException missing(String what) {
    return new ExtensionConfigurationException(
        "The agent's jar is looked for on the class path and "
            + what
            + ". Add dev.multilayercache:multilayer-cache-agent to the test scope, or start the"
            + " tests with -javaagent.");
  }

  /** Runs a command on this JVM; an empty argument is none. */
  void run(String command, String... arguments) {
    try {
      Path output = Files.createTempFile("multilayercache", ".out");
      try {
        int status = run(output, line(command, arguments));
        if (status != 0) {
          throw failed(command, told(Files.readString(output)));
        }
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw failed(command, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(command, "it was interrupted");
    }
  }

  private List<String> line(String command, String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-jar", path.toString(), command));
    line.add(Long.toString(ProcessHandle.current().pid()));
    for (String each : arguments) {
      if (!each.isEmpty()) {
        line.add(each);
      }
    }
    return line;
  }

  private static int run(Path output, List<String> line) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("no answer within " + PATIENCE_SECONDS + " s");
    }
    return process.exitValue();
  }

  /** The agent's own lines of it, as one. */
  private static String told(String output) {
    List<String> lines =
        output
            .lines()
            .filter(each -> each.startsWith(PREFIX))
            .map(each -> each.substring(PREFIX.length()))
            .toList();
    return lines.isEmpty() ? output.strip().replaceAll("\\s+", " ") : String.join(" ", lines);
  }

  private ExtensionConfigurationException failed(String command, String why) {
    return new ExtensionConfigurationException(
        "The agent could not be %sed: %s Or start the tests with -javaagent:%s"
            .formatted(command, why.endsWith(".") ? why : why + ".", path));
  }
}
