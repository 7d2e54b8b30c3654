package dev.multilayercache.agent.call;

import dev.multilayercache.agent.key.KeyException;
import dev.multilayercache.agent.key.ReceiverText;
import dev.multilayercache.agent.plan.GeneratedClasses;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps apart the objects of different classes that run one woven body: what it calls may be
 * overridden in each of them, so equal arguments do not mean equal results.
 *
 * <p>An object of the woven class itself has the key that the arguments make; one of a subclass,
 * that key and the name of its class. A class that was generated at run time counts as the one it
 * was generated for. A private or final method is no exception: its body may call others.
 */
record ReceiverClass(Class<?> owner) implements ReceiverPart {
  /** Refers to superclasses and superinterfaces only, which each class keeps alive anyway. */
  private static final ClassValue<Class<?>> LASTING =
      new ClassValue<>() {
        @Override
        protected Class<?> computeValue(Class<?> type) {
          return lasting(type);
        }
      };

  /** Whether the woven class can have subclasses. */
  static boolean mayDiffer(Class<?> owner) {
    return !Modifier.isFinal(owner.getModifiers());
  }

  /**
   * The key of a call; reached through a method handle.
   *
   * @throws KeyException if the receiver's class has no name that lasts
   */
  @Override
  public Object key(Object receiver, Object local) {
    Class<?> type = receiver.getClass();
    return type == owner ? local : keyOfOther(type, local);
  }

  private Object keyOfOther(Class<?> type, Object local) {
    Class<?> lasting = LASTING.get(type);
    if (!owner.isAssignableFrom(lasting)) {
      lasting = implemented(type);
    }
    return lasting == owner ? local : ReceiverText.ofClass(lasting).before(local);
  }

  /** The interface for which a proxy was generated; lambdas of one interface are not alike. */
  private Class<?> implemented(Class<?> type) {
    if (!type.isHidden()) {
      for (Class<?> each : type.getInterfaces()) {
        if (owner.isAssignableFrom(each)) {
          return each;
        }
      }
    }
    throw new KeyException(
        "it is called on a lambda or another object of a class without a lasting name, which cannot"
            + " be told from others in a key. Write the annotation's key, or call it on an object of"
            + " a named class.");
  }

  private static Class<?> lasting(Class<?> type) {
    Class<?> each = type;
    for (@Nullable Class<?> next = type; next != null; next = next.getSuperclass()) {
      each = next;
      if (!next.isHidden() && !GeneratedClasses.isGenerated(next.getName())) {
        break;
      }
    }
    return each;
  }
}
