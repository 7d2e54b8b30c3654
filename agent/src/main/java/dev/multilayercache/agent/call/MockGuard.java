package dev.multilayercache.agent.call;

import dev.multilayercache.agent.plan.InlineMocks;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.Map;

/**
 * Leaves the calls of Mockito's inline mocks and spies alone, so that they reach Mockito; see
 * {@link InlineMocks}. Safe for use by any thread.
 */
final class MockGuard {
  private final Map<?, ?> dispatchers;
  private final MethodHandle isMock;

  /**
   * @param dispatchers of each copy of Mockito in this JVM, by its own name
   * @param isMock {@code (Object dispatcher, Object subject)boolean}
   */
  private MockGuard(Map<?, ?> dispatchers, MethodHandle isMock) {
    this.dispatchers = dispatchers;
    this.isMock = isMock;
  }

  /**
   * A call site that asks first.
   *
   * @param owner of the woven method
   * @param isStatic whether there is no receiver
   * @throws ReflectiveOperationException if this Mockito cannot be asked
   */
  static CallSite around(CallSite site, Class<?> owner, boolean isStatic)
      throws ReflectiveOperationException {
    MethodType type = site.type();
    MethodHandle test =
        CallHandles.find(MockGuard.class, "isMock", boolean.class, Object.class)
            .bindTo(of(isStatic));
    MethodHandle ofCall =
        isStatic
            ? MethodHandles.dropArguments(test.bindTo(owner), 0, type.parameterList())
            : MethodHandles.dropArguments(
                test, 1, type.parameterList().subList(1, type.parameterCount()));
    return new ConstantCallSite(
        MethodHandles.guardWithTest(ofCall, MethodHandles.empty(type), site.dynamicInvoker()));
  }

  private static MockGuard of(boolean isStatic) throws ReflectiveOperationException {
    Class<?> dispatcher =
        Class.forName(InlineMocks.ASKED.replace('/', '.'), /* initialize= */ true, null);
    Field all = dispatcher.getDeclaredField("DISPATCHERS");
    all.setAccessible(true);
    MethodHandle isMock =
        isStatic
            ? find(dispatcher, "isMockedStatic", Class.class)
            : find(dispatcher, "isMock", Object.class);
    return new MockGuard(
        (Map<?, ?>) all.get(null),
        isMock.asType(MethodType.methodType(boolean.class, Object.class, Object.class)));
  }

  private static MethodHandle find(Class<?> dispatcher, String method, Class<?> subject)
      throws ReflectiveOperationException {
    return MethodHandles.publicLookup()
        .findVirtual(dispatcher, method, MethodType.methodType(boolean.class, subject));
  }

  /**
   * Whether some Mockito of this JVM has made it a mock; reached through a method handle.
   *
   * @param subject a receiver, or the class of a static method
   */
  @SuppressWarnings("unused") // through around
  boolean isMock(Object subject) throws Throwable {
    for (Object each : dispatchers.values()) {
      if ((boolean) isMock.invokeExact(each, subject)) {
        return true;
      }
    }
    return false;
  }
}
