package dev.multilayercache.agent.instrument;

import dev.multilayercache.agent.plan.PlanRegistry;
import dev.multilayercache.agent.plan.Refusals;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.Collection;

/**
 * The loaded classes that implement an annotated method and are never woven: lambdas and other
 * hidden classes, which the JVM shows to no agent, and proxies, which have no body of their own.
 *
 * <p>Nobody notices when they come, so they are looked for when somebody wants to know what is
 * refused. A proxy in front of a class that is woven is as good as that class.
 */
record UnshownImplementations(
    Instrumentation instrumentation, Inheritance inheritance, PlanRegistry registry) {
  private static final String LAMBDA = "$$Lambda";

  /** Refuses what they implement; costs next to nothing where no abstract method is annotated. */
  void refuse(Refusals refusals) {
    if (!inheritance.passesOnAbstractMethods()) {
      return;
    }
    Class<?>[] loaded = instrumentation.getAllLoadedClasses();
    for (Class<?> each : loaded) {
      if (each.isHidden()) {
        refuse(each, hidden(each), refusals);
      } else if (Proxy.isProxyClass(each) && !isBackedByWoven(each, loaded)) {
        refuse(
            each,
            "only a proxy implements it, which is not woven: its calls run uncached. Annotate the"
                + " method that the proxy calls, or write a class.",
            refusals);
      }
    }
  }

  private void refuse(Class<?> type, String reason, Refusals refusals) {
    for (Class<?> each : type.getInterfaces()) {
      declarations(each).forEach(declaration -> declaration.refuse(refusals, reason));
    }
  }

  private Collection<Declaration> declarations(Class<?> type) {
    return inheritance.abstractMethodsOf(type);
  }

  /** Two lambdas of one class are one line. */
  private static String hidden(Class<?> type) {
    String name = type.getName();
    int end = name.indexOf(LAMBDA);
    String what = end < 0 ? "the hidden class " + name : "a lambda in " + name.substring(0, end);
    return what
        + " implements it, which the JVM shows to no agent: its calls run uncached. Write a class"
        + " in its place.";
  }

  private boolean isBackedByWoven(Class<?> proxy, Class<?>[] loaded) {
    for (Class<?> each : proxy.getInterfaces()) {
      if (!declarations(each).isEmpty() && !hasWovenImplementation(each, loaded)) {
        return false;
      }
    }
    return true;
  }

  private boolean hasWovenImplementation(Class<?> type, Class<?>[] loaded) {
    for (Class<?> each : loaded) {
      ClassLoader loader = each.getClassLoader();
      if (loader != null
          && !each.isInterface()
          && type.isAssignableFrom(each)
          && registry.isWoven(loader, each.getName())) {
        return true;
      }
    }
    return false;
  }
}
