package dev.multilayercache.agent.call;

import dev.multilayercache.agent.engine.Loader;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * One run of a method's body on a thread of ours, for the key that a caller's arguments made.
 *
 * <p>The caller goes on meanwhile, and may change an argument: then what the body gives is not the
 * value of that key. The body sees the caller's context class loader, and nothing else of its
 * thread.
 *
 * @param key makes the key of the receiver, if there is one, and the arguments: {@code
 *     (Object[])Object}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BodyRun(
    OwnBody body,
    MethodHandle key,
    Object localKey,
    @Nullable Object receiver,
    @Nullable Object[] arguments,
    @Nullable ClassLoader context)
    implements Loader<Throwable> {

  /** The arguments do not make the key any more that they made when the method was called. */
  static final class ChangedArguments extends Exception {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public @Nullable Object load() throws Throwable {
    Thread thread = Thread.currentThread();
    thread.setContextClassLoader(context);
    try {
      checkKey();
      Object value = body.run(receiver, arguments);
      checkKey();
      return value;
    } finally {
      thread.setContextClassLoader(null);
    }
  }

  private void checkKey() throws Throwable {
    Object now = (Object) key.invokeExact(OwnBody.withReceiver(receiver, arguments));
    if (!now.equals(localKey)) {
      throw new ChangedArguments();
    }
  }
}
