package dev.multilayercache.agent.key;

import dev.multilayercache.agent.thread.InterruptFlag;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * One readable member of a class: a record component, a getter, a method without parameters or a
 * field.
 *
 * @param type its declared type
 * @param reader {@code (Object)Object}
 */
record Property(String name, Class<?> type, MethodHandle reader) {

  /**
   * The member's value.
   *
   * @param placeholder where the owner comes from, for messages
   * @throws KeyException if the member throws
   */
  @Nullable Object read(Object owner, String placeholder) {
    try {
      return reader.invokeExact(owner);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      InterruptFlag.restoreAfter(e);
      throw new KeyException(
          "{%s}: reading %s threw %s".formatted(placeholder, name, e.getClass().getName()));
    }
  }
}
