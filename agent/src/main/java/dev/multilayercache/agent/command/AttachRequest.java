package dev.multilayercache.agent.command;

import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * What an agent is asked by the argument it is attached with.
 *
 * <p>Usually that is the path of an agent.yaml, or nothing. The command line writes {@code
 * command:attach;reply=<file>;config=<path>} instead, because it waits for an answer.
 *
 * @param action what to do
 * @param configuration path of an agent.yaml, or null for where it is looked for otherwise
 * @param reply where the answer goes, or null if nobody waits for one
 */
public record AttachRequest(Action action, @Nullable String configuration, @Nullable File reply) {
  private static final String COMMAND = "command:";
  private static final String REPLY = "reply=";
  private static final String CONFIGURATION = "config=";

  /** What can be asked. */
  public enum Action {
    ATTACH,
    DETACH;

    private String word() {
      return this == ATTACH ? "attach" : "detach";
    }
  }

  /** Reads an argument; whatever is no command is a path. */
  public static AttachRequest parse(@Nullable String argument) {
    if (argument == null || !argument.startsWith(COMMAND)) {
      return new AttachRequest(Action.ATTACH, argument, /* reply= */ null);
    }
    String[] parts = argument.substring(COMMAND.length()).split(";", 3);
    Action action = parts[0].equals(Action.DETACH.word()) ? Action.DETACH : Action.ATTACH;
    String reply = part(parts, 1, REPLY);
    return new AttachRequest(
        action, part(parts, 2, CONFIGURATION), reply == null ? null : new File(reply));
  }

  private static @Nullable String part(String[] parts, int index, String name) {
    return parts.length > index && parts[index].startsWith(name)
        ? parts[index].substring(name.length())
        : null;
  }

  /** The argument that says this; the configuration comes last, for it may be any path. */
  String argument() {
    String text = COMMAND + action.word() + ";" + REPLY + (reply == null ? "" : reply.getPath());
    return configuration == null ? text : text + ";" + CONFIGURATION + configuration;
  }
}
