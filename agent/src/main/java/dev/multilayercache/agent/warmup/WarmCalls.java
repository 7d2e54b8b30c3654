package dev.multilayercache.agent.warmup;

import dev.multilayercache.agent.config.WarmUpConfig.Giver;
import dev.multilayercache.agent.config.WarmUpConfig.WarmMethod;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls of one method of the application that agent.yaml wants to be made ahead. */
final class WarmCalls {
  private final Method method;
  private final @Nullable Object receiver;
  private final List<@Nullable Object[]> arguments;

  private WarmCalls(Method method, @Nullable Object receiver, List<@Nullable Object[]> arguments) {
    this.method = method;
    this.receiver = receiver;
    this.arguments = arguments;
  }

  /** Why no call can be made, for people: what is in the way, and what to do. */
  static final class NotPossible extends Exception {
    private static final long serialVersionUID = 1L;

    NotPossible(String reason) {
      super(reason);
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }

  /**
   * Asks the application for receiver and arguments. Whoever gives the arguments may be loaded by
   * that, as agent.yaml names it for nothing else.
   *
   * @param owner in use
   */
  static WarmCalls of(WarmMethod wanted, Class<?> owner) throws NotPossible {
    Method method = find(owner, wanted);
    boolean isStatic = Modifier.isStatic(method.getModifiers());
    Giver giver = wanted.receiver();
    if (!isStatic && giver == null) {
      throw new NotPossible(
          "it is no static method. Write receiver: with a static method that gives the object.");
    }
    Object receiver = isStatic || giver == null ? null : ask(giver, owner);
    if (!isStatic && !owner.isInstance(receiver)) {
      throw new NotPossible("its receiver gave no " + owner.getName() + ". Let it give one.");
    }
    return new WarmCalls(method, receiver, arguments(wanted, owner));
  }

  private static Method find(Class<?> owner, WarmMethod wanted) throws NotPossible {
    for (Method each : owner.getDeclaredMethods()) {
      if (each.getName().equals(wanted.method())
          && names(each.getParameterTypes()).equals(wanted.parameterTypes())
          && !each.isBridge()) {
        return accessible(each);
      }
    }
    throw new NotPossible("its class has no such method. Correct " + wanted.place() + ".");
  }

  private static List<String> names(Class<?>[] types) {
    List<String> names = new ArrayList<>();
    for (Class<?> each : types) {
      names.add(each.isArray() ? each.getCanonicalName() : each.getName());
    }
    return names;
  }

  private static Method accessible(Method method) throws NotPossible {
    try {
      method.setAccessible(true);
      return method;
    } catch (RuntimeException closed) {
      throw new NotPossible(
          method.getDeclaringClass().getName()
              + " is in a package that its module does not open. Open it to all modules.");
    }
  }

  private static @Nullable Object ask(Giver giver, Class<?> owner) throws NotPossible {
    try {
      Class<?> type =
          Class.forName(giver.className(), /* initialize= */ false, owner.getClassLoader());
      Method method = accessible(type.getDeclaredMethod(giver.method()));
      if (!Modifier.isStatic(method.getModifiers())) {
        throw new NotPossible(giver + " is not static. Make it static.");
      }
      return method.invoke(null);
    } catch (InvocationTargetException e) {
      throw new NotPossible(
          giver + " threw " + e.getTargetException().getClass().getName() + ". Look there.");
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new NotPossible(
          giver + " cannot be called (" + e.getClass().getSimpleName() + "). Correct its name.");
    }
  }

  private static List<@Nullable Object[]> arguments(WarmMethod wanted, Class<?> owner)
      throws NotPossible {
    List<@Nullable Object[]> calls = new ArrayList<>();
    Giver giver = wanted.argumentsFrom();
    if (giver == null) {
      wanted.arguments().forEach(each -> calls.add(each.toArray()));
      return calls;
    }
    Object given = ask(giver, owner);
    if (given instanceof Iterable<?> all) {
      all.forEach(each -> calls.add(call(each)));
    } else if (given != null && given.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(given); i++) {
        calls.add(call(Array.get(given, i)));
      }
    } else {
      throw new NotPossible(giver + " gave no collection or array. Let it give one.");
    }
    return calls;
  }

  /** An array holds the arguments of a call; anything else is the only one. */
  private static @Nullable Object[] call(@Nullable Object given) {
    return given instanceof Object[] all ? all : new Object[] {given};
  }

  int count() {
    return arguments.size();
  }

  /** The loader that the application's code expects on its threads. */
  @Nullable ClassLoader loader() {
    return method.getDeclaringClass().getClassLoader();
  }

  /**
   * Makes one call.
   *
   * @throws InvocationTargetException with what it threw
   */
  void make(int index) throws ReflectiveOperationException {
    Object unused = method.invoke(receiver, arguments.get(index));
  }
}
