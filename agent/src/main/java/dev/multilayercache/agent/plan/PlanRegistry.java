package dev.multilayercache.agent.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The plans of all woven methods, by class loader: written when a class is woven, read when one of
 * its calls is linked.
 *
 * <p>It holds loaders weakly and otherwise strings and numbers, so an application that is
 * undeployed takes its plans with it. Safe for use by any thread.
 */
public final class PlanRegistry {
  private final PerLoader<LoaderPlans> plansByLoader = new PerLoader<>(LoaderPlans::new);

  /** Remembers the plan of a method; a newer one replaces it. */
  public void register(ClassLoader loader, MethodSite site, SitePlan plan) {
    WovenMethod method = new WovenMethod(site.className(), site.method(), site.descriptor());
    plansByLoader.of(loader).register(method, plan);
  }

  /** The plan of a method, or null if it was not woven. */
  public @Nullable SitePlan find(ClassLoader loader, WovenMethod method) {
    LoaderPlans plans = plansByLoader.find(loader);
    return plans == null ? null : plans.find(method);
  }

  /** The loaders whose class of that name has methods that were woven. */
  public List<ClassLoader> loadersOf(String className) {
    return plansByLoader.loaders(plans -> plans.isWoven(className));
  }

  /** Whether a class has methods that were woven. */
  public boolean isWoven(ClassLoader loader, String className) {
    LoaderPlans plans = plansByLoader.find(loader);
    return plans != null && plans.isWoven(className);
  }

  /**
   * Forgets what was planned for a method whose calls turn out not to be linkable: its plan is then
   * to do nothing.
   */
  public void withdraw(ClassLoader loader, WovenMethod method) {
    LoaderPlans plans = plansByLoader.find(loader);
    if (plans != null) {
      plans.withdraw(method);
    }
  }

  /** Forgets what was planned for all methods of a class, which turned out not to be woven. */
  public void withdrawAll(ClassLoader loader, String className) {
    LoaderPlans plans = plansByLoader.find(loader);
    if (plans != null) {
      plans.withdrawAll(className);
    }
  }

  /**
   * Hands out the methods of a loader whose results go into a cache, each until its user returned
   * once: whoever reads the cache before their first call learns of them so.
   */
  public void introduce(ClassLoader loader, String cache, BiConsumer<WovenMethod, SitePlan> user) {
    LoaderPlans plans = plansByLoader.find(loader);
    if (plans != null) {
      plans.introduce(cache, user);
    }
  }

  /** Shows the plans of all woven methods. */
  public void forEach(Consumer<SitePlan> reader) {
    for (LoaderPlans plans : plansByLoader.all()) {
      plans.all().forEach(reader);
    }
  }

  /** The methods whose results are cached, for people, in alphabetical order. */
  public List<String> cachedMethods() {
    return methods(plan -> plan.cached() != null);
  }

  /** The methods that change what others have cached, for people, in alphabetical order. */
  public List<String> changingMethods() {
    return methods(SitePlan::changes);
  }

  private List<String> methods(Predicate<SitePlan> wanted) {
    List<String> methods = new ArrayList<>();
    for (LoaderPlans plans : plansByLoader.all()) {
      for (SitePlan plan : plans.all()) {
        if (wanted.test(plan)) {
          methods.add(plan.method());
        }
      }
    }
    methods.sort(null);
    return methods;
  }
}
