package dev.multilayercache.agent.command;

import dev.multilayercache.agent.log.AgentLog;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.jspecify.annotations.Nullable;

/**
 * Brings the agent's jar into a running JVM and asks it for something.
 *
 * @param answers takes the lines that the agent answers with
 */
record Attachment(File agentJar, String processId, Consumer<String> answers) {
  static final int DONE = 0;
  static final int REFUSED = 1;

  /**
   * Asks; waits until the agent has answered.
   *
   * @param configuration absolute path of an agent.yaml, or null
   * @return the exit status
   */
  int ask(AttachRequest.Action action, @Nullable String configuration) {
    if (Signals.ofThisMachine().wouldEnd(processId)) {
      AgentLog.error(
          "Process "
              + processId
              + ": nothing was attached. It does not handle SIGQUIT, by which a JVM is asked, and"
              + " would end. Is it a JVM? One that has just begun can be asked in a moment.");
      return REFUSED;
    }
    File reply = null;
    String argument = "";
    try {
      reply = replyFile();
      argument = new AttachRequest(action, configuration, reply).argument();
      ByteBuddyAgent.attach(agentJar, processId, argument);
      return print(lines(reply));
    } catch (Exception | LinkageError e) {
      AgentLog.error(
          "Process "
              + processId
              + ": nothing was attached. Cause: "
              + AttachAdvice.told(cause(e))
              + ". "
              + AttachAdvice.on(cause(e), agentJar.getAbsolutePath() + argument));
      return REFUSED;
    } finally {
      if (reply != null) {
        delete(reply);
        delete(reply.getParentFile());
      }
    }
  }

  /**
   * The process may be another user's. In a directory of its own, which nobody can list, it may
   * write the file, and no third one finds it.
   */
  private static File replyFile() throws IOException {
    File directory =
        new File(System.getProperty("java.io.tmpdir"), "multilayercache-" + UUID.randomUUID());
    File reply = new File(directory, "reply");
    if (!directory.mkdir()
        || !directory.setReadable(false, /* ownerOnly= */ false)
        || !directory.setReadable(true, /* ownerOnly= */ true)
        || !directory.setExecutable(true, /* ownerOnly= */ false)
        || !reply.createNewFile()
        || !reply.setWritable(true, /* ownerOnly= */ false)) {
      throw new IOException("no file for the answer can be made in " + directory);
    }
    return reply;
  }

  private static void delete(File file) {
    if (!file.delete()) {
      file.deleteOnExit();
    }
  }

  private int print(List<String> lines) {
    String status = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    boolean isAnswered = status.equals(Reply.DONE) || status.equals(Reply.REFUSED);
    for (String line : lines.subList(0, isAnswered ? lines.size() - 1 : lines.size())) {
      answers.accept(line.replaceAll("\\p{Cntrl}", " "));
    }
    if (!isAnswered) {
      AgentLog.error(
          "Process "
              + processId
              + ": the agent was loaded and gave no answer. Its own lines are on the stderr of that"
              + " process.");
    }
    return status.equals(Reply.DONE) ? DONE : REFUSED;
  }

  private static List<String> lines(File file) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(new FileInputStream(file), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
