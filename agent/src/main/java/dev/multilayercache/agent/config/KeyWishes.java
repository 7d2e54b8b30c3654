package dev.multilayercache.agent.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for the key of a method's entries; null or empty means not said.
 *
 * @param key template over the arguments
 * @param keyFunction name of a class of the application that makes the key
 * @param receiver whether the called object is part of the key
 * @param varyBy what else the result depends on
 */
public record KeyWishes(
    String key, String keyFunction, @Nullable ReceiverPolicy receiver, List<Dimension> varyBy) {
  public static final KeyWishes UNSAID = new KeyWishes("", "", null, List.of());

  public KeyWishes {
    varyBy = List.copyOf(varyBy);
  }

  /** Whether somebody wrote what the whole key is: a template, or a function. */
  public boolean isKeyWritten() {
    return !key.isEmpty() || !keyFunction.isEmpty();
  }

  /** The same, with the other's word where nothing is said here; key and function go together. */
  KeyWishes orElse(KeyWishes other) {
    return new KeyWishes(
        isKeyWritten() ? key : other.key,
        isKeyWritten() ? keyFunction : other.keyFunction,
        receiver == null ? other.receiver : receiver,
        varyBy.isEmpty() ? other.varyBy : varyBy);
  }
}
