package dev.multilayercache.agent.command;

import java.nio.charset.StandardCharsets;

/** What to do where a JVM cannot be attached to, by what it or the JDK says. */
final class AttachAdvice {
  /** HotSpot takes no more of an agent's jar with its argument: {@code AttachOperation}. */
  private static final int MOST_BYTES = 1_024;

  private AttachAdvice() {}

  /** The failure for people, without a full stop. */
  static String told(Throwable failure) {
    String text = failure.toString();
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  /**
   * @param sent the jar and the argument that the JVM was to take
   */
  static String on(Throwable failure, String sent) {
    String text = String.valueOf(failure.getMessage());
    if (text.contains("No compatible attachment provider")) {
      return "Run this with the java of a JDK: it needs the module jdk.attach.";
    }
    if (text.contains("Dynamic agent loading is not enabled")) {
      return "Start that JVM with -XX:+EnableDynamicAgentLoading, or with -javaagent.";
    }
    if (text.contains("does not support the attach mechanism")) {
      return "Start that JVM without -XX:+DisableAttachMechanism, or with -javaagent.";
    }
    if (sent.getBytes(StandardCharsets.UTF_8).length >= MOST_BYTES) {
      return "A JVM takes no more than "
          + MOST_BYTES
          + " bytes of paths. Move the agent's jar or agent.yaml to a shorter one.";
    }
    return "Is it a running JVM of this user? jcmd lists them.";
  }
}
