package dev.multilayercache.agent;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.security.CodeSource;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The agent's way in: what the JVM calls, before {@code main}, on attaching or as a command.
 *
 * <p>This class and the two that hide the rest are all of the agent that an application could see.
 * They know types of {@code java.base} and {@code java.instrument} only, start nothing but {@link
 * IsolatedClassLoader}, and reach {@code AgentStarter} behind it by name.
 *
 * <p>Whatever fails here costs the caching and one line on stderr; the application goes on.
 */
public final class MultiLayerCacheAgent {
  /** System property that is present, with the agent's version, once an agent is installed. */
  static final String PRESENCE = "multilayercache.agent";

  private static final String STARTER = "dev.multilayercache.agent.AgentStarter";
  private static final String COMMANDS = "dev.multilayercache.agent.command.CommandLine";

  /**
   * The agent that runs in this JVM, told the argument of each further attaching; answers whether
   * it still runs.
   */
  private static @Nullable Function<@Nullable String, Boolean> running;

  private MultiLayerCacheAgent() {}

  /** Called by the JVM for {@code -javaagent}, before {@code main}. */
  public static void premain(@Nullable String argument, Instrumentation instrumentation) {
    enter(argument, instrumentation);
  }

  /** Called by the JVM when the agent is attached to it as it runs. */
  public static void agentmain(@Nullable String argument, Instrumentation instrumentation) {
    enter(argument, instrumentation);
  }

  /** Called by the JVM for {@code java -jar}. */
  public static void main(String[] arguments) throws Exception {
    File jar = ownJar();
    Object status =
        Class.forName(COMMANDS, true, new IsolatedClassLoader(jar))
            .getMethod("run", File.class, String[].class, Consumer.class)
            .invoke(null, jar, arguments, (Consumer<String>) System.out::println);
    System.exit((int) status);
  }

  private static synchronized void enter(
      @Nullable String argument, Instrumentation instrumentation) {
    try {
      if (runsJdkTool() || runsCommand()) {
        return;
      }
      // An application may replace all system properties, and who runs here still runs.
      String present = System.getProperty(PRESENCE);
      if (running != null) {
        running = running.apply(argument) ? running : null;
      } else if (present == null) {
        running = start(argument, instrumentation);
      } else {
        say("Version " + present + " of the agent runs in this JVM already. Second one ignored.");
      }
    } catch (Throwable failure) {
      sayNotInstalled(failure.getCause() == null ? failure : failure.getCause());
    }
  }

  @SuppressWarnings("unchecked") // as AgentStarter says
  private static @Nullable Function<@Nullable String, Boolean> start(
      @Nullable String argument, Instrumentation instrumentation) throws Exception {
    refuseStrangeLoaders();
    loadEarly();
    Object starter =
        Class.forName(STARTER, true, new IsolatedClassLoader(ownJar()))
            .getDeclaredConstructor()
            .newInstance();
    return ((BiFunction<
                Instrumentation, @Nullable String, @Nullable Function<@Nullable String, Boolean>>)
            starter)
        .apply(instrumentation, argument);
  }

  /**
   * A copy of this class inside a web application or in the bootstrap loader would start a second
   * agent, or one that the application's classes are not visible to.
   */
  private static void refuseStrangeLoaders() {
    ClassLoader own = MultiLayerCacheAgent.class.getClassLoader();
    for (ClassLoader each = ClassLoader.getSystemClassLoader();
        each != null;
        each = each.getParent()) {
      if (each == own) {
        return;
      }
    }
    throw new IllegalStateException(
        "the premain class was loaded by "
            + (own == null ? "the bootstrap loader" : own)
            + ", not from the class path; attach the agent's own jar");
  }

  /**
   * Some classes are used while a class is being transformed. If one of them is loaded only then,
   * its own transformation needs it, and the JVM refuses that class for ever with a
   * ClassCircularityError. See raphw/byte-buddy#1666 and
   * open-telemetry/opentelemetry-java-instrumentation#14030 and #19398. Others are used by woven
   * methods, which may first run where the stack ends: a class whose initialization ends in a stack
   * overflow is lost for ever too, for the application as well.
   */
  private static void loadEarly() {
    for (String name :
        new String[] {
          "java.util.concurrent.ThreadLocalRandom",
          "java.lang.invoke.MethodHandle$1",
          "java.lang.Byte$ByteCache",
          "java.lang.Character$CharacterCache",
          "java.lang.Short$ShortCache",
          "java.lang.Integer$IntegerCache",
          "java.lang.Long$LongCache",
          "java.util.Optional",
        }) {
      try {
        Class.forName(name, true, null);
      } catch (ClassNotFoundException absentInThisRelease) {
        // then nothing can need it
      }
    }
  }

  private static File ownJar() throws Exception {
    CodeSource source = MultiLayerCacheAgent.class.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    if (location == null || !"file".equals(location.getProtocol())) {
      throw new IllegalStateException("the agent was not loaded from a file but from " + location);
    }
    File jar = new File(location.toURI());
    if (!jar.isFile()) {
      throw new IllegalStateException("the agent was not loaded from a jar but from " + jar);
    }
    return jar;
  }

  /**
   * Tools of the JDK are left alone, without a word: {@code JAVA_TOOL_OPTIONS} reaches javac,
   * keytool and jcmd too, and their output is read by programs. A program started from its source
   * file is an application, although its main module is the compiler's.
   */
  private static boolean runsJdkTool() {
    String module = System.getProperty("jdk.module.main", "");
    String command = System.getProperty("sun.java.command", "");
    return (module.startsWith("jdk.") || module.startsWith("java."))
        && !command.startsWith("jdk.compiler/com.sun.tools.javac.launcher.");
  }

  /** Our own command line is no application either: {@code java -jar} of the very jar. */
  private static boolean runsCommand() throws Exception {
    String command = System.getProperty("sun.java.command", "");
    String first = System.getProperty("java.class.path", "").split(File.pathSeparator, 2)[0];
    return (command.equals(first) || command.startsWith(first + " "))
        && new File(first).getCanonicalFile().equals(ownJar().getCanonicalFile());
  }

  private static void sayNotInstalled(Throwable failure) {
    say("Agent not installed; the application runs uncached. Cause: " + failure);
  }

  private static void say(String line) {
    try {
      System.err.println("[multilayercache] " + line.replace('\n', ' ').replace('\r', ' '));
    } catch (Throwable unheard) {
      // An exception out of premain would end the JVM.
    }
  }
}
