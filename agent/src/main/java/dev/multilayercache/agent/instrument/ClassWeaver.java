package dev.multilayercache.agent.instrument;

import dev.multilayercache.agent.log.AgentLog;
import dev.multilayercache.agent.plan.AsyncType;
import dev.multilayercache.agent.plan.CachePlan;
import dev.multilayercache.agent.plan.CachePlanner;
import dev.multilayercache.agent.plan.InlineMocks;
import dev.multilayercache.agent.plan.MethodSite;
import dev.multilayercache.agent.plan.PlanRegistry;
import dev.multilayercache.agent.plan.Refusals;
import dev.multilayercache.agent.plan.RefusedException;
import dev.multilayercache.agent.plan.Signature;
import dev.multilayercache.agent.plan.SitePlan;
import dev.multilayercache.agent.plan.SubscribedType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes a class from its bytes to its woven bytes: finds the sites, plans them, weaves them,
 * registers the plans. A method that cannot be woven is refused and keeps no other from it. Safe
 * for use by any thread.
 */
final class ClassWeaver {
  /** What a class has in its constant pool if Mockito has changed it before. */
  private static final List<byte[]> OF_MOCKS = List.of(ConstantPool.encoded(InlineMocks.ASKED));

  private final CachePlanner planner;
  private final PlanRegistry registry;
  private final Refusals refusals;
  private final Inheritance inheritance = new Inheritance();
  private final SiteFinder finder;

  ClassWeaver(CachePlanner planner, PlanRegistry registry, Refusals refusals) {
    this.planner = planner;
    this.registry = registry;
    this.refusals = refusals;
    this.finder = new SiteFinder(planner, inheritance, refusals);
  }

  /** What is known of the types that pass on annotated methods. */
  Inheritance inheritance() {
    return inheritance;
  }

  /** Whether the class has, or from these bytes may have, a method that asks to be woven. */
  boolean mayHaveSites(byte[] bytes, ClassLoader loader) {
    ClassFile type = ClassFile.read(bytes);
    return type == null || !finder.find(type, loader).isEmpty();
  }

  /** The woven class file, or null if the class stays as it is. */
  byte @Nullable [] weave(byte[] bytes, ClassLoader loader) {
    ClassFile type = ClassFile.read(bytes);
    if (type == null) {
      return null; // the JVM will refuse it too
    }
    List<FoundSite> sites = finder.find(type, loader);
    if (sites.isEmpty()) {
      return null;
    }
    Map<FoundSite, SitePlan> plans = plan(type, sites);
    return plans.isEmpty() ? null : weave(type, bytes, loader, plans);
  }

  private Map<FoundSite, SitePlan> plan(ClassFile type, List<FoundSite> sites) {
    Map<FoundSite, SitePlan> plans = new LinkedHashMap<>();
    for (FoundSite each : sites) {
      MethodSite site = each.site();
      if (isLeftToImplementations(each)) {
        refuseUnlessPassedOn(type, site);
        continue;
      }
      try {
        BodyCheck.check(type, each.method());
        plans.put(each, planner.plan(site));
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

  /**
   * Implementations do not ask for the annotations of libraries: they would read them for nothing.
   */
  private void refuseUnlessPassedOn(ClassFile type, MethodSite site) {
    if (IgnoredClasses.neverAnnotated(type.internalName())) {
      refuse(
          site,
          "its package is taken for a library's, whose annotations do not hold for implementations."
              + " Annotate the method that implements it.");
    }
  }

  private void refuse(MethodSite site, String said) {
    String reason = planner.reason(site, said);
    if (site.onlyChanges()) {
      refusals.notChanging(site.display(), site.invalidations().isEmpty(), reason);
    } else {
      refusals.notCached(site.display(), reason);
    }
  }

  private byte @Nullable [] weave(
      ClassFile type, byte[] bytes, ClassLoader loader, Map<FoundSite, SitePlan> plans) {
    byte[] woven = weaveWhatCan(type, bytes, plans);
    if (woven != null && refuseTooLong(woven, plans)) {
      woven = weaveWhatCan(type, bytes, plans);
    }
    if (woven == null) {
      return null;
    }
    plans.forEach(
        (found, plan) -> {
          registry.register(loader, found.site(), plan);
          remark(found.site(), plan);
        });
    AgentLog.debug(
        type.className()
            + ": woven: "
            + plans.size()
            + (plans.size() == 1 ? " method." : " methods."));
    return woven;
  }

  /** A class may be woven more than once. */
  private void remark(MethodSite site, SitePlan plan) {
    String remark = planner.remark(site, plan);
    if (remark != null) {
      AgentLog.warnOncePerMinute("remark on " + site.display(), site.display() + ": " + remark);
    }
  }

  /** Null if there is nothing to weave; leaves in the plans what is woven. */
  private byte @Nullable [] weaveWhatCan(
      ClassFile type, byte[] bytes, Map<FoundSite, SitePlan> plans) {
    if (plans.isEmpty()) {
      return null;
    }
    try {
      return Weaver.weave(bytes, wishes(type, plans));
    } catch (RuntimeException | LinkageError e) {
      keepWeavable(type, bytes, plans);
      return plans.isEmpty() ? null : Weaver.weave(bytes, wishes(type, plans));
    }
  }

  /** Whether there were methods that the JVM would not compile any more as they are woven. */
  private boolean refuseTooLong(byte[] woven, Map<FoundSite, SitePlan> plans) {
    ClassFile type = ClassFile.read(woven);
    Map<String, Integer> lengths = new HashMap<>();
    if (type != null) {
      type.methods().forEach(each -> lengths.put(each.signature(), each.codeLength()));
    }
    boolean refused = false;
    for (FoundSite found : List.copyOf(plans.keySet())) {
      int length = lengths.getOrDefault(found.method().signature(), 0);
      if (length > BodyCheck.MOST_WOVEN_CODE) {
        plans.remove(found);
        refuse(found.site(), BodyCheck.tooLong(length));
        refused = true;
      }
    }
    return refused;
  }

  /** One method may be in the way of all: finds it by weaving each alone. */
  private void keepWeavable(ClassFile type, byte[] bytes, Map<FoundSite, SitePlan> plans) {
    for (FoundSite found : List.copyOf(plans.keySet())) {
      try {
        Weaver.weave(bytes, wishes(type, Map.of(found, plans.get(found))));
      } catch (RuntimeException | LinkageError e) {
        plans.remove(found);
        refuse(found.site(), "it could not be woven (" + e + "). Please report this.");
      }
    }
  }

  private static Map<String, Weaver.Wish> wishes(ClassFile type, Map<FoundSite, SitePlan> plans) {
    boolean maySeeMocks = type.mentionsAny(OF_MOCKS);
    Map<String, Weaver.Wish> wishes = new HashMap<>();
    plans.forEach(
        (found, plan) ->
            wishes.put(
                found.method().signature(), wish(found.method(), plan.cached(), maySeeMocks)));
    return wishes;
  }

  private static Weaver.Wish wish(
      ClassMethod method, @Nullable CachePlan cached, boolean maySeeMocks) {
    String result = Signature.of(method.descriptor()).returnType();
    boolean isToCome = AsyncType.named(result) != null;
    return new Weaver.Wish(
        method.maxLocals(),
        cached != null,
        cached != null && cached.mayThrow(),
        isToCome || (cached == null && SubscribedType.named(result) != null),
        cached != null && cached.mayRecover(),
        maySeeMocks);
  }
}
