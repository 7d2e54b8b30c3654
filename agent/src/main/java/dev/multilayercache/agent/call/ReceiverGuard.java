package dev.multilayercache.agent.call;

import dev.multilayercache.agent.key.ObjectState;
import dev.multilayercache.agent.log.AgentLog;
import dev.multilayercache.agent.plan.CachePlan;
import dev.multilayercache.agent.thread.InterruptFlag;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Warns, once for a method, that objects which differ share its entries though nobody said that
 * they may.
 *
 * <p>It is asked at misses only, holds one object weakly and compares another one with it. After so
 * many that were alike it looks no more. Safe for use by any thread.
 */
final class ReceiverGuard {
  private static final int MOST_LOOKS = 16;
  private static final WeakReference<Object> NOBODY = new WeakReference<>(null);

  private final String method;
  private final AtomicInteger looksLeft = new AtomicInteger(MOST_LOOKS);
  private final AtomicBoolean warned = new AtomicBoolean();
  private volatile WeakReference<Object> known = NOBODY;

  private ReceiverGuard(String method) {
    this.method = method;
  }

  /** That of a method, or null if it has no receiver or somebody wrote what its receiver means. */
  static @Nullable ReceiverGuard of(String method, CachePlan cached, boolean isStatic) {
    return isStatic || cached.wishes().key().receiver() != null ? null : new ReceiverGuard(method);
  }

  /** Looks at the object that a method is called on; never fails but with the JVM. */
  void watch(Object receiver) {
    WeakReference<Object> before = known;
    if (before.refersTo(receiver) || looksLeft.get() <= 0) {
      return;
    }
    Object other = before.get();
    if (other == null) {
      known = new WeakReference<>(receiver);
    } else if (other.getClass() == receiver.getClass() && looksLeft.getAndDecrement() > 0) {
      compare(other, receiver);
    }
  }

  private void compare(Object known, Object receiver) {
    String field = differingField(known, receiver);
    if (field != null && !warned.getAndSet(true)) {
      looksLeft.set(0);
      AgentLog.warn(
          "%s: objects of %s that differ in %s share its entries. If results depend on that, write receiver = EQUALS or IDENTITY, or put it into the key; if not, write receiver = IGNORE."
              .formatted(method, receiver.getClass().getName(), field));
    }
  }

  private static @Nullable String differingField(Object known, Object receiver) {
    try {
      return ObjectState.differingField(known, receiver);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      InterruptFlag.restoreAfter(e);
      return null; // an object that cannot be looked into says nothing
    }
  }
}
