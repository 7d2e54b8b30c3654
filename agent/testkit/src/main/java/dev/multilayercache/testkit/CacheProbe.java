package dev.multilayercache.testkit;

import java.util.List;
import org.opentest4j.AssertionFailedError;

/** What a test asks about the caches of its JVM, since it began. */
public final class CacheProbe {
  private final RunningAgent agent;

  CacheProbe(RunningAgent agent) {
    this.agent = agent;
  }

  /** One cache, by the name that the annotation gives it. It may be kept. */
  public ProbedCache cache(String name) {
    return new ProbedCache(name, agent);
  }

  /**
   * That the agent caches a method, in all its overloads. Some reasons against it show only when
   * the method is called: ask after that.
   *
   * @param type the class that has the method's body, or one that inherits it
   * @throws AssertionFailedError with the agent's reason, if it is refused
   */
  public CacheProbe assertCached(Class<?> type, String method) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      String beginning = each.getName() + "." + method + "(";
      List<String> refused = startingWith(beginning, agent.refusedMethods());
      if (!refused.isEmpty()) {
        throw new AssertionFailedError("Not cached: " + String.join("; ", refused));
      }
      if (!startingWith(beginning, agent.cachedMethods()).isEmpty()) {
        return this;
      }
    }
    throw new AssertionFailedError(
        "Not cached: %s has no method %s that asks for it. Cached methods of the class: %s."
            .formatted(
                type.getName(), method, startingWith(type.getName() + ".", agent.cachedMethods())));
  }

  private static List<String> startingWith(String beginning, List<String> methods) {
    return methods.stream().filter(each -> each.startsWith(beginning)).toList();
  }
}
