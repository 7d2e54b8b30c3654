package dev.multilayercache.agent.call;

import dev.multilayercache.agent.config.Dimension;
import dev.multilayercache.agent.config.Dimension.Mdc;
import dev.multilayercache.agent.config.Dimension.StaticMethod;
import dev.multilayercache.agent.config.Dimension.SystemProperty;
import dev.multilayercache.agent.key.KeyException;
import dev.multilayercache.agent.key.PlainText;
import dev.multilayercache.agent.thread.InterruptFlag;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * The value of one dimension in the surroundings of a call. Where there is none the call has no
 * key: it must not be answered with what holds for other surroundings.
 *
 * @param reader {@code ()Object}
 */
record Ambient(Dimension dimension, MethodHandle reader) {
  private static final String MDC = "org.slf4j.MDC";

  /**
   * {@code ()String}, which throws {@link KeyException} where there is no value.
   *
   * @param caller of the woven class, with all its rights
   * @throws IllegalArgumentException with a one-line reason if there is nothing to ask
   */
  static MethodHandle value(Dimension dimension, MethodHandles.Lookup caller) {
    try {
      MethodHandle reader = reader(dimension, caller).asType(MethodType.methodType(Object.class));
      return MethodHandles.lookup()
          .bind(new Ambient(dimension, reader), "text", MethodType.methodType(String.class));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static MethodHandle reader(Dimension dimension, MethodHandles.Lookup caller)
      throws ReflectiveOperationException {
    MethodType textOfName = MethodType.methodType(String.class, String.class);
    if (dimension instanceof SystemProperty property) {
      MethodHandle get =
          MethodHandles.publicLookup().findStatic(System.class, "getProperty", textOfName);
      return get.bindTo(property.name());
    }
    if (dimension instanceof Mdc mdc) {
      Class<?> type = ApplicationClasses.findOrNull(MDC, caller);
      if (type == null) {
        throw refused(dimension, "the application has no " + MDC + ". Add SLF4J or remove it.");
      }
      return MethodHandles.publicLookup().findStatic(type, "get", textOfName).bindTo(mdc.key());
    }
    return reader((StaticMethod) dimension, caller);
  }

  private static MethodHandle reader(StaticMethod named, MethodHandles.Lookup caller) {
    Class<?> type = ApplicationClasses.find("varyBy", named.className(), caller);
    try {
      Method method = type.getDeclaredMethod(named.method());
      if (Modifier.isStatic(method.getModifiers()) && method.getReturnType() != void.class) {
        return ApplicationClasses.lookup(type, caller).unreflect(method);
      }
    } catch (NoSuchMethodException e) {
      // refused below
    } catch (IllegalAccessException e) {
      throw refused(named, "its module does not let it be called. Make it public.");
    }
    throw refused(
        named, "the class has no such static method without parameters that returns a value.");
  }

  private static IllegalArgumentException refused(Dimension dimension, String why) {
    return new IllegalArgumentException("varyBy names %s, and %s".formatted(dimension, why));
  }

  /** The value's text; reached through a method handle. */
  String text() {
    Object value = read();
    if (value == null) {
      throw KeyException.passing(
          "varyBy %s has no value for them. Set it before the call.".formatted(dimension));
    }
    return PlainText.of(value, dimension.toString());
  }

  private @Nullable Object read() {
    try {
      return reader.invokeExact();
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      InterruptFlag.restoreAfter(e);
      throw KeyException.passing(
          "varyBy %s threw %s.".formatted(dimension, e.getClass().getName()));
    }
  }
}
