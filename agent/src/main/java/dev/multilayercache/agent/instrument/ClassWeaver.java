package dev.multilayercache.agent.instrument;

import dev.multilayercache.agent.log.AgentLog;
import dev.multilayercache.agent.plan.CachePlanner;
import dev.multilayercache.agent.plan.MethodSite;
import dev.multilayercache.agent.plan.PlanRegistry;
import dev.multilayercache.agent.plan.Refusals;
import dev.multilayercache.agent.plan.RefusedException;
import dev.multilayercache.agent.plan.SitePlan;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes a class from its bytes to its woven bytes: finds the sites, plans them, weaves them,
 * registers the plans. A method that cannot be woven is refused and keeps no other from it. Safe
 * for use by any thread.
 */
final class ClassWeaver {
  private final CachePlanner planner;
  private final PlanRegistry registry;
  private final Refusals refusals;
  private final SiteFinder finder;

  private volatile @Nullable Weaver weaver;

  ClassWeaver(CachePlanner planner, PlanRegistry registry, Refusals refusals) {
    this.planner = planner;
    this.registry = registry;
    this.refusals = refusals;
    this.finder = new SiteFinder(planner, refusals);
  }

  /** Whether the class has a method that asks to be woven. */
  boolean hasSites(byte[] bytes, ClassLoader loader) {
    ClassFile type = ClassFile.read(bytes);
    return type != null && !finder.find(type, loader).isEmpty();
  }

  /** The woven class file, or null if the class stays as it is. */
  byte @Nullable [] weave(byte[] bytes, ClassLoader loader) {
    ClassFile type = ClassFile.read(bytes);
    if (type == null) {
      return null;
    }
    List<FoundSite> sites = finder.find(type, loader);
    if (sites.isEmpty()) {
      return null;
    }
    Map<MethodSite, SitePlan> plans = plan(type, sites);
    return plans.isEmpty() ? null : weave(type, bytes, loader, plans);
  }

  private Map<MethodSite, SitePlan> plan(ClassFile type, List<FoundSite> sites) {
    Map<MethodSite, SitePlan> plans = new LinkedHashMap<>();
    for (FoundSite each : sites) {
      MethodSite site = each.site();
      if (isLeftToImplementations(each)) {
        continue;
      }
      try {
        BodyCheck.check(type, each.method());
        plans.put(site, planner.plan(site));
      } catch (RefusedException e) {
        refuse(site, e.reason());
      }
    }
    return plans;
  }

  /** An annotated abstract method is woven where it is implemented. */
  private static boolean isLeftToImplementations(FoundSite found) {
    return found.method().is(ClassFile.ACC_ABSTRACT) && !found.method().annotations().isEmpty();
  }

  private void refuse(MethodSite site, String reason) {
    if (site.cached() == null && !site.invalidations().isEmpty()) {
      refusals.notInvalidating(site.display(), reason);
    } else {
      refusals.notCached(site.display(), reason);
    }
  }

  private byte @Nullable [] weave(
      ClassFile type, byte[] bytes, ClassLoader loader, Map<MethodSite, SitePlan> plans) {
    byte[] woven;
    try {
      woven = weaveAll(type, bytes, loader, plans);
    } catch (RuntimeException | LinkageError e) {
      keepWeavable(type, bytes, loader, plans);
      if (plans.isEmpty()) {
        return null;
      }
      woven = weaveAll(type, bytes, loader, plans);
    }
    plans.forEach((site, plan) -> registry.register(loader, site, plan));
    AgentLog.debug(
        type.className()
            + ": woven: "
            + plans.size()
            + (plans.size() == 1 ? " method." : " methods."));
    return woven;
  }

  /** One method may be in the way of all: finds it by weaving each alone. */
  private void keepWeavable(
      ClassFile type, byte[] bytes, ClassLoader loader, Map<MethodSite, SitePlan> plans) {
    for (MethodSite site : List.copyOf(plans.keySet())) {
      try {
        weaveAll(type, bytes, loader, Map.of(site, plans.get(site)));
      } catch (RuntimeException | LinkageError e) {
        plans.remove(site);
        refuse(site, "it could not be woven (" + e + "). Please report this.");
      }
    }
  }

  private byte[] weaveAll(
      ClassFile type, byte[] bytes, ClassLoader loader, Map<MethodSite, SitePlan> plans) {
    Set<String> cached = new HashSet<>();
    Set<String> invalidating = new HashSet<>();
    plans.forEach(
        (site, plan) ->
            (plan.cached() == null ? invalidating : cached).add(site.method() + site.descriptor()));
    return weaver().weave(type.className(), bytes, loader, cached, invalidating);
  }

  private Weaver weaver() {
    Weaver current = weaver;
    if (current == null) {
      current = new Weaver(); // two threads may make one each: they are alike
      weaver = current;
    }
    return current;
  }
}
