package dev.multilayercache.agent.command;

import dev.multilayercache.agent.command.AttachRequest.Action;
import dev.multilayercache.agent.log.AgentLog;
import java.io.File;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The commands of {@code java -jar multilayer-cache-agent.jar}.
 *
 * <p>Exit status 0: done; 1: refused or failed, with one line that says why; 2: not a command.
 */
public final class CommandLine {
  private static final int USAGE = 2;
  private static final String HELP =
      "Usage: java -jar multilayer-cache-agent.jar attach <pid> [agent.yaml] | detach <pid>";

  private static final Set<String> ASKING_FOR_HELP = Set.of("help", "--help", "-h", "-help");
  private static final Set<String> ASKING_FOR_VERSION = Set.of("version", "--version", "-version");

  private CommandLine() {}

  /**
   * Runs one command; reached by name.
   *
   * @param agentJar the jar to attach
   * @param answers takes the lines that are the command's result
   * @return the exit status
   */
  public static int run(File agentJar, String[] arguments, Consumer<String> answers) {
    if (arguments.length == 1 && ASKING_FOR_HELP.contains(arguments[0])) {
      answers.accept(HELP);
      return Attachment.DONE;
    }
    if (arguments.length == 1 && ASKING_FOR_VERSION.contains(arguments[0])) {
      answers.accept(String.valueOf(CommandLine.class.getPackage().getImplementationVersion()));
      return Attachment.DONE;
    }
    if (arguments.length < 2 || !arguments[1].matches("[0-9]{1,10}")) {
      return usage();
    }
    Attachment process = new Attachment(agentJar, arguments[1], answers);
    if (arguments[0].equals("attach") && arguments.length <= 3) {
      return attach(process, arguments.length == 3 ? new File(arguments[2]) : null);
    }
    if (arguments[0].equals("detach") && arguments.length == 2) {
      return process.ask(Action.DETACH, /* configuration= */ null);
    }
    return usage();
  }

  private static int attach(Attachment process, @Nullable File configuration) {
    if (configuration != null && !configuration.isFile()) {
      AgentLog.error(configuration + ": there is no such file. Nothing was attached.");
      return Attachment.REFUSED;
    }
    return process.ask(
        Action.ATTACH, configuration == null ? null : configuration.getAbsolutePath());
  }

  private static int usage() {
    AgentLog.error(HELP);
    return USAGE;
  }
}
