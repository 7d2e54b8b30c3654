package dev.multilayercache.agent.call;

import dev.multilayercache.agent.key.KeyException;
import dev.multilayercache.agent.key.PlainText;
import dev.multilayercache.agent.thread.InterruptFlag;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An object of the application that makes the keys of one method of its arguments.
 *
 * @param name of its class
 */
record KeyFunction(String name, Function<@Nullable Object[], ?> function) {

  /**
   * Makes one, by the class loader of the woven class.
   *
   * @throws IllegalArgumentException with a one-line reason if that is not possible
   */
  @SuppressWarnings("unchecked") // what it takes, its author says
  static KeyFunction of(String name, MethodHandles.Lookup caller) {
    Class<?> type = ApplicationClasses.find("keyFunction", name, caller);
    if (!Function.class.isAssignableFrom(type) || Modifier.isAbstract(type.getModifiers())) {
      throw new IllegalArgumentException(
          "keyFunction %s is no class that implements java.util.function.Function<Object[], String>."
              .formatted(name));
    }
    try {
      MethodHandle constructor =
          ApplicationClasses.lookup(type, caller)
              .findConstructor(type, MethodType.methodType(void.class));
      Object made = constructor.asType(MethodType.methodType(Object.class)).invokeExact();
      return new KeyFunction(name, (Function<@Nullable Object[], ?>) made);
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw new IllegalArgumentException(
          "keyFunction %s has no constructor without parameters that its package may call."
              .formatted(name),
          e);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalArgumentException(
          "keyFunction %s could not be made: its constructor threw %s."
              .formatted(name, e.getClass().getName()),
          e);
    }
  }

  /** {@code (parameter types…)String}, the text of what the function gives. */
  MethodHandle handle(List<Class<?>> parameters) {
    MethodType type = MethodType.methodType(String.class, Object[].class);
    try {
      return MethodHandles.lookup()
          .bind(this, "key", type)
          .asCollector(Object[].class, parameters.size())
          .asType(MethodType.methodType(String.class, parameters));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** The key of a call; reached through a method handle. */
  String key(@Nullable Object[] arguments) {
    Object key;
    try {
      key = function.apply(arguments);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      InterruptFlag.restoreAfter(e);
      throw KeyException.passing(
          "keyFunction %s threw %s. Let it give a key for every call, or none to be cached."
              .formatted(name, e.getClass().getName()));
    }
    if (key == null) {
      throw KeyException.passing("keyFunction %s gave null for them.".formatted(name));
    }
    return PlainText.of(key, name);
  }
}
