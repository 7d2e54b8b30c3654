package dev.multilayercache.agent.key;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes keys in tests as a woven call does. */
final class Keys {
  private Keys() {}

  static KeyShape shape(String template, Class<?>... types) {
    return KeyShape.of(Template.parse(template), null, List.of(types));
  }

  /** The local key of a call with these arguments. */
  static Object local(KeyShape shape, @Nullable Object... arguments) {
    try {
      return shape.localKey().invokeWithArguments(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static String canonical(KeyShape shape, @Nullable Object... arguments) {
    return KeyShape.canonical(local(shape, arguments));
  }
}
