package dev.multilayercache.agent.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The plans of all woven methods, by class loader: written when a class is woven, read when one of
 * its calls is linked.
 *
 * <p>It holds loaders weakly and otherwise strings and numbers, so an application that is
 * undeployed takes its plans with it. Safe for use by any thread.
 */
public final class PlanRegistry {
  private final PerLoader<Map<String, SitePlan>> plansByLoader =
      new PerLoader<>(ConcurrentHashMap::new);

  /** Remembers the plan of a method; a newer one replaces it. */
  public void register(ClassLoader loader, MethodSite site, SitePlan plan) {
    plansByLoader.of(loader).put(siteKey(site.className(), site.method(), site.descriptor()), plan);
  }

  /** The plan of a method, or null if it was not woven. */
  public @Nullable SitePlan find(
      ClassLoader loader, String className, String method, String descriptor) {
    Map<String, SitePlan> plans = plansByLoader.find(loader);
    return plans == null ? null : plans.get(siteKey(className, method, descriptor));
  }

  /**
   * Forgets what was planned for a method whose calls turn out not to be linkable: its plan is then
   * to do nothing.
   */
  public void withdraw(ClassLoader loader, String className, String method, String descriptor) {
    Map<String, SitePlan> plans = plansByLoader.find(loader);
    if (plans != null) {
      plans.computeIfPresent(
          siteKey(className, method, descriptor), (key, plan) -> plan.withdrawn());
    }
  }

  /** The methods whose results are cached, for people, in alphabetical order. */
  public List<String> wovenMethods() {
    List<String> methods = new ArrayList<>();
    for (Map<String, SitePlan> plans : plansByLoader.all()) {
      for (SitePlan plan : plans.values()) {
        if (plan.cached() != null) {
          methods.add(plan.method());
        }
      }
    }
    methods.sort(null);
    return methods;
  }

  private static String siteKey(String className, String method, String descriptor) {
    return className + "#" + method + descriptor;
  }
}
