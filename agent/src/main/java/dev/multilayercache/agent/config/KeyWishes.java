package dev.multilayercache.agent.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for the key of a method's entries; null or empty means not said.
 *
 * @param key template over the arguments
 * @param keyFunction name of a class of the application that makes the key
 * @param receiver whether the called object is part of the key
 * @param varyBy what else the result depends on: {@code mdc:tenant}, {@code sys:region}, {@code
 *     com.acme.Tenant#current()}
 */
public record KeyWishes(
    String key, String keyFunction, @Nullable ReceiverPolicy receiver, List<String> varyBy) {
  public static final KeyWishes UNSAID = new KeyWishes("", "", null, List.of());

  public KeyWishes {
    varyBy = List.copyOf(varyBy);
  }

  /** The same, with the other's word where nothing is said here; key and function go together. */
  KeyWishes orElse(KeyWishes other) {
    boolean isKeySaid = !key.isEmpty() || !keyFunction.isEmpty();
    return new KeyWishes(
        isKeySaid ? key : other.key,
        isKeySaid ? keyFunction : other.keyFunction,
        receiver == null ? other.receiver : receiver,
        varyBy.isEmpty() ? other.varyBy : varyBy);
  }
}
