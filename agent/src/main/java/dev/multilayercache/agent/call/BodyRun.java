package dev.multilayercache.agent.call;

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
    @Nullable ClassLoader context) {

  /**
   * How a run ended.
   *
   * @param isOfKey whether the value is that of the key; a failure always is
   */
  record End(@Nullable Object value, @Nullable Throwable thrown, boolean isOfKey) {}

  /**
   * Runs it; null, and nothing has run, if the arguments do not make the key here and now.
   *
   * @throws Throwable if nothing has run because the agent failed
   */
  @Nullable End once() throws Throwable {
    Thread thread = Thread.currentThread();
    thread.setContextClassLoader(context);
    try {
      return makesKey() ? run() : null;
    } finally {
      thread.setContextClassLoader(null);
    }
  }

  private End run() throws Throwable {
    OwnBody.Start start = new OwnBody.Start();
    Object value;
    try {
      value = body.run(start, receiver, arguments);
    } catch (Throwable e) {
      if (!start.isMade()) {
        throw e;
      }
      return new End(/* value= */ null, e, /* isOfKey= */ true);
    }
    return new End(value, /* thrown= */ null, makesKey());
  }

  /** What fails here is no failure of the method: its caller could make the key. */
  private boolean makesKey() {
    try {
      Object now = (Object) key.invokeExact(OwnBody.withReceiver(receiver, arguments));
      return now.equals(localKey);
    } catch (Throwable e) {
      return false;
    }
  }
}
