package dev.multilayercache;

import java.lang.StackWalker.StackFrame;

/** Finds the application's class that calls the API. */
final class CallingClass {
  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private CallingClass() {}

  /**
   * The nearest class on the stack that is neither the API's nor the JDK's, which may stand between
   * where a method reference is called; the API's own if there is none.
   */
  static Class<?> find() {
    return STACK.walk(
        frames ->
            frames
                .<Class<?>>map(StackFrame::getDeclaringClass)
                .filter(CallingClass::isOfApplication)
                .findFirst()
                .orElse(MultiLayerCaches.class));
  }

  private static boolean isOfApplication(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader != null
        && loader != ClassLoader.getPlatformClassLoader()
        && type != CallingClass.class
        && type != MultiLayerCaches.class;
  }
}
