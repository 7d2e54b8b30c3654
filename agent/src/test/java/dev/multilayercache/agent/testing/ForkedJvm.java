package dev.multilayercache.agent.testing;

import static org.awaitility.Awaitility.await;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.AttachOperationFailedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * A real JVM of the JDK that runs the tests, usually with the packaged agent; it is spoken to over
 * its standard input and watched over its output and over JMX.
 */
public final class ForkedJvm implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final BlockingQueue<String> output = new LinkedBlockingQueue<>();
  private final List<String> allOutput = new CopyOnWriteArrayList<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final List<Thread> readers = new ArrayList<>();
  private JMXConnector connector;

  private ForkedJvm(Process process) {
    this.process = process;
    readers.add(
        pump(
            process.getInputStream(),
            line -> {
              allOutput.add(line);
              output.add(line);
            }));
    readers.add(pump(process.getErrorStream(), errors::add));
  }

  /** What to start. */
  public static final class Builder {
    private final List<String> command = new ArrayList<>();
    private final List<String> classPath = new ArrayList<>();
    private final java.util.Map<String, String> environment = new java.util.HashMap<>();

    private Builder() {
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }

    /** Of another JDK than the one that runs the tests. */
    public Builder jdk(Path home) {
      command.set(0, home.resolve("bin").resolve("java").toString());
      return this;
    }

    /** Attaches the packaged agent, with a configuration file or without. */
    public Builder agent(Path configuration) {
      String argument = configuration == null ? "" : "=" + configuration;
      return option("-javaagent:" + agentJar() + argument);
    }

    public Builder option(String option) {
      command.add(option);
      return this;
    }

    /** Starts the JVM by another command, which becomes it: the process keeps its id. */
    public Builder startedBy(String... launcher) {
      command.addAll(0, List.of(launcher));
      return this;
    }

    public Builder environment(String name, String value) {
      environment.put(name, value);
      return this;
    }

    public Builder classPath(Path... entries) {
      for (Path entry : entries) {
        classPath.add(entry.toString());
      }
      return this;
    }

    /** The compiled tests, where fixture applications live, and the annotations. */
    public Builder fixtures() {
      return classPath(Path.of("target", "test-classes"), annotationsJar());
    }

    public ForkedJvm start(String mainClass, String... arguments) {
      return start(
          List.of("-cp", String.join(File.pathSeparator, classPath), mainClass), arguments);
    }

    /** Starts a class of a module; a class path is none of its business. */
    public ForkedJvm startModule(
        String modulePath, String module, String mainClass, String... arguments) {
      return start(
          List.of("--module-path", modulePath, "--module", module + "/" + mainClass), arguments);
    }

    /** Starts an executable jar; a class path is none of its business. */
    public ForkedJvm startJar(Path jar, String... arguments) {
      return start(List.of("-jar", jar.toString()), arguments);
    }

    private ForkedJvm start(List<String> program, String... arguments) {
      List<String> whole = new ArrayList<>(command);
      whole.addAll(program);
      whole.addAll(List.of(arguments));
      try {
        ProcessBuilder builder = new ProcessBuilder(whole);
        builder.environment().keySet().removeIf(name -> name.startsWith("MULTILAYERCACHE_"));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().putAll(environment);
        return new ForkedJvm(builder.start());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  public static Builder java() {
    return new Builder();
  }

  public static Path agentJar() {
    return existing("agent/target/multilayer-cache-agent.jar");
  }

  public static Path annotationsJar() {
    return existing("annotations/target/multilayer-cache-annotations.jar");
  }

  /** Sends a line and returns the next line of output. */
  public String ask(String line) {
    tell(line);
    return nextLine();
  }

  /** Sends a line. */
  public void tell(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException("The process is gone; stderr: " + errors, e);
    }
  }

  /** Closes its standard input. */
  public void endInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException("The process is gone; stderr: " + errors, e);
    }
  }

  /** The next line of output not yet read. */
  public String nextLine() {
    return nextLine(PATIENCE);
  }

  /** The same, for work that takes longer. */
  public String nextLine(Duration patience) {
    try {
      String line = output.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (line == null) {
        throw new AssertionError("No line within " + patience + "; stderr: " + errors);
      }
      return line;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** A JMX connection through the JVM's own local connector, as JConsole opens it. */
  public MBeanServerConnection jmx() {
    try {
      if (connector == null) {
        // A JVM in its first moments cannot be attached to, or not start its connector yet.
        await()
            .atMost(PATIENCE)
            .ignoreExceptionsMatching(ForkedJvm::isTooEarly)
            .until(
                () -> {
                  connector = connect();
                  return true;
                });
      }
      return connector.getMBeanServerConnection();
    } catch (Exception e) {
      throw new AssertionError("No JMX connection; stderr: " + errors, e);
    }
  }

  private static boolean isTooEarly(Throwable failure) {
    return failure instanceof AttachNotSupportedException
        || failure instanceof AttachOperationFailedException;
  }

  @SuppressWarnings("BanJNDI") // the address is the JVM's own, just asked for
  private JMXConnector connect() throws Exception {
    VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
    try {
      return JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
    } finally {
      machine.detach();
    }
  }

  /** Attaches an agent's jar, as other tools do. */
  public void attach(Path jar) {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
      try {
        machine.loadAgent(jar.toString());
      } finally {
        machine.detach();
      }
    } catch (Exception e) {
      throw new AssertionError(jar + " could not be attached; stderr: " + errors, e);
    }
  }

  /** Waits for the end and returns the exit status; all output has been read then. */
  public int waitFor(Duration patience) {
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("Still running after " + patience + "; stderr: " + errors);
      }
      for (Thread reader : readers) {
        reader.join();
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  public int waitFor() {
    return waitFor(PATIENCE);
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** As {@code kill -9}. */
  public void kill() {
    process.destroyForcibly();
    waitFor();
  }

  /** As {@code kill}; its standard input stays open. */
  public void terminate() {
    process.toHandle().destroy();
  }

  /** As {@code kill -STOP}: it keeps its connections and says nothing. */
  public void suspend() {
    signal("STOP");
  }

  /** As {@code kill -CONT}. */
  public void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      int status =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
      if (status != 0) {
        throw new AssertionError("kill -" + name + " answered " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  public List<String> output() {
    return List.copyOf(allOutput);
  }

  public List<String> errors() {
    return List.copyOf(errors);
  }

  /** The agent's lines on stderr. */
  public List<String> agentLines() {
    return errors.stream().filter(line -> line.startsWith("[multilayercache] ")).toList();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** What the build made, found from any of its modules' directories. */
  public static Path existing(String path) {
    for (Path each = Path.of("").toAbsolutePath(); each != null; each = each.getParent()) {
      Path built = each.resolve(path);
      if (built.toFile().exists()) {
        return built;
      }
    }
    throw new AssertionError(path + " is missing: run the tests with mvn verify");
  }

  private static Thread pump(InputStream stream, java.util.function.Consumer<String> sink) {
    Thread thread =
        new Thread(
            () -> {
              try (BufferedReader reader =
                  new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line; (line = reader.readLine()) != null; ) {
                  sink.accept(line);
                }
              } catch (IOException e) {
                // The process is gone, and so is its output.
              }
            },
            "forked-jvm-output");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
