package dev.multilayercache.agent.plan;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The plans of the methods of one class loader. Safe for use by any thread. */
final class LoaderPlans {
  private final Map<WovenMethod, SitePlan> plans = new ConcurrentHashMap<>();
  private final Set<String> classes = ConcurrentHashMap.newKeySet();

  /** By cache, the methods that were not handed out by {@link #introduce}. */
  private final Map<String, Set<WovenMethod>> unknown = new ConcurrentHashMap<>();

  void register(WovenMethod method, SitePlan plan) {
    plans.put(method, plan);
    classes.add(method.className());
    CachePlan cached = plan.cached();
    if (cached != null) {
      unknown.computeIfAbsent(cached.cache(), cache -> ConcurrentHashMap.newKeySet()).add(method);
    }
  }

  @Nullable SitePlan find(WovenMethod method) {
    return plans.get(method);
  }

  boolean isWoven(String className) {
    return classes.contains(className);
  }

  void withdraw(WovenMethod method) {
    plans.computeIfPresent(method, (key, plan) -> plan.withdrawn());
  }

  void withdrawAll(String className) {
    for (WovenMethod each : plans.keySet()) {
      if (each.className().equals(className)) {
        withdraw(each);
      }
    }
    classes.remove(className);
  }

  void introduce(String cache, BiConsumer<WovenMethod, SitePlan> user) {
    Set<WovenMethod> methods = unknown.getOrDefault(cache, Set.of());
    for (WovenMethod each : List.copyOf(methods)) {
      SitePlan plan = plans.get(each);
      if (plan != null && plan.cached() != null) {
        user.accept(each, plan);
      }
      methods.remove(each);
    }
  }

  Collection<SitePlan> all() {
    return plans.values();
  }
}
