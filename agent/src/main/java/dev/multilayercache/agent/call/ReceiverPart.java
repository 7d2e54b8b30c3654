package dev.multilayercache.agent.call;

import dev.multilayercache.agent.config.ReceiverPolicy;
import dev.multilayercache.agent.key.KeyException;
import dev.multilayercache.agent.key.KeyShape;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** What the object that a method is called on adds to the key of a call. */
interface ReceiverPart {

  /**
   * The key of a call.
   *
   * @param local the key that the arguments make
   * @throws KeyException if the object cannot be told from others in a key
   */
  Object key(Object receiver, Object local);

  /**
   * Makes keys of receiver and arguments.
   *
   * @param localKey makes them of the arguments
   */
  default MethodHandle keyHandle(MethodHandle localKey) {
    MethodType type = MethodType.methodType(Object.class, Object.class, Object.class);
    try {
      return MethodHandles.collectArguments(
          MethodHandles.lookup().bind(this, "key", type), 1, localKey);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /**
   * That of a method that has a receiver, or null if it does not matter: a key that somebody wrote
   * is exactly that.
   */
  static @Nullable ReceiverPart of(ReceiverPolicy policy, Class<?> owner, boolean isKeyWritten) {
    if (policy == ReceiverPolicy.EQUALS) {
      return new ReceiverValue();
    }
    if (policy == ReceiverPolicy.IDENTITY) {
      return new Identity();
    }
    return isKeyWritten || !ReceiverClass.mayDiffer(owner) ? null : new ReceiverClass(owner);
  }

  /** Each object has entries of its own, which go with it. */
  record Identity() implements ReceiverPart {
    @Override
    public Object key(Object receiver, Object local) {
      return KeyShape.ofObject(receiver, local);
    }
  }
}
