package dev.multilayercache.agent.call;

import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.engine.LayeredCache;
import dev.multilayercache.agent.log.AgentLog;
import dev.multilayercache.agent.plan.CachePlan;
import dev.multilayercache.agent.plan.PlanRegistry;
import dev.multilayercache.agent.plan.SitePlan;
import dev.multilayercache.agent.plan.WovenMethod;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cache that an application means by a name.
 *
 * <p>A woven method has a say in its cache before its first call: only it knows the type of the
 * values, and so what other nodes wrote, and how keys are made of its arguments. Its class is
 * loaded for that and never initialized. Safe for use by any thread.
 */
record NamedCaches(PlanRegistry registry, Caches caches) {

  /** The cache of that name as the anchor sees it, or null if no one uses one. */
  @Nullable LayeredCache find(Class<?> anchor, String name) {
    for (ClassLoader each = anchor.getClassLoader(); each != null; each = each.getParent()) {
      ClassLoader loader = each;
      registry.introduce(loader, name, (method, plan) -> bind(loader, method, plan));
    }
    return caches.find(anchor, name);
  }

  /** A method that cannot be cached is refused on its first call. */
  private void bind(ClassLoader loader, WovenMethod method, SitePlan plan) {
    CachePlan cached = plan.cached();
    if (cached == null) {
      return;
    }
    try {
      Class<?> owner = Class.forName(method.className(), /* initialize= */ false, loader);
      MethodCache.of(caches, plan, cached, MethodTypes.of(owner, method));
    } catch (VirtualMachineError e) {
      throw e;
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      AgentLog.debug("API: %s is not known to its cache yet (%s).".formatted(plan.method(), e));
    }
  }
}
