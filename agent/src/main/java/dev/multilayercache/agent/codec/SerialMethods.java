package dev.multilayercache.agent.codec;

import java.io.ObjectOutputStream;
import java.lang.reflect.Method;

/** The methods by which a class takes part in its own serialization. */
final class SerialMethods {

  private SerialMethods() {}

  /** Whether an object of the class may become another one on its way: it guards its identity. */
  static boolean replacesItself(Class<?> type) {
    for (Method method : type.getDeclaredMethods()) {
      String name = method.getName();
      if (method.getParameterCount() == 0
          && (name.equals("readResolve") || name.equals("writeReplace"))) {
        return true;
      }
    }
    return false;
  }

  /** Whether the class itself says what is written of an object. */
  static boolean writesItself(Class<?> type) {
    for (Method method : type.getDeclaredMethods()) {
      Class<?>[] parameters = method.getParameterTypes();
      if (method.getName().equals("writeObject")
          && parameters.length == 1
          && parameters[0] == ObjectOutputStream.class) {
        return true;
      }
    }
    return false;
  }
}
