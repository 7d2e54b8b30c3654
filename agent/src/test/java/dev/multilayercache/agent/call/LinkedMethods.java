package dev.multilayercache.agent.call;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.config.AgentConfig;
import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.engine.EngineOptions;
import dev.multilayercache.agent.engine.LayeredCache;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.plan.CachePlanner;
import dev.multilayercache.agent.plan.MethodSite;
import dev.multilayercache.agent.plan.PlanRegistry;
import dev.multilayercache.agent.plan.Refusals;
import dev.multilayercache.agent.testing.Attributes;
import dev.multilayercache.agent.testing.FakeClock;
import dev.multilayercache.agent.testing.Sites;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/** Links methods to a local cache and plays their woven code. */
final class LinkedMethods {
  final FakeClock clock = new FakeClock();
  final Refusals refusals = new Refusals();
  final Caches caches =
      new Caches(
          List.of(new CaffeineLayer("local", 1_000, clock)),
          new EngineOptions(
              /* populateUpperLayers= */ true, Duration.ofSeconds(10), Duration.ofSeconds(2)),
          new Generations(),
          clock);
  private final PlanRegistry registry = new PlanRegistry();
  private final Linker linker = new Linker(registry, caches, refusals);

  /** The only cache there is. */
  LayeredCache cache() {
    return caches.all().get(0);
  }

  /** The reasons of all that was refused. */
  List<String> reasons() {
    return refusals.all().stream().map(Refusals.Refusal::reason).toList();
  }

  /** A method of a class, by its name. */
  Linked link(MethodHandles.Lookup owner, String method, String descriptor, Attributes attributes)
      throws Throwable {
    return link(owner, method, descriptor, /* isStatic= */ false, attributes);
  }

  Linked link(
      MethodHandles.Lookup owner,
      String method,
      String descriptor,
      boolean isStatic,
      Attributes attributes)
      throws Throwable {
    ClassLoader loader = owner.lookupClass().getClassLoader();
    MethodType type = MethodType.fromMethodDescriptorString(descriptor, loader);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < type.parameterCount(); i++) {
      names.add("p" + i);
    }
    MethodSite site =
        Sites.site(
            owner.lookupClass().getName(),
            method,
            descriptor,
            isStatic,
            /* isSynchronized= */ false,
            names,
            List.of(),
            attributes.cached(),
            List.of());
    registry.register(loader, site, new CachePlanner(AgentConfig.builtIn()).plan(site));
    MethodType erased = type.erase().changeReturnType(Object.class);
    CallSite callSite =
        (CallSite)
            linker
                .bootstrapHandle()
                .invoke(
                    owner,
                    "enter",
                    isStatic ? erased : erased.insertParameterTypes(0, Object.class),
                    new Object[] {method, descriptor});
    return new Linked(callSite);
  }

  /** A linked method. */
  record Linked(CallSite site) {

    /** The answer to a call, which is what the body gives if nothing is cached. */
    Object call(Object body, Object... receiverAndArguments) {
      Object token = token(receiverAndArguments);
      if (token instanceof AtomicReference<?> hit) {
        return hit.get();
      }
      if (token != null) {
        end(token, body);
      }
      return body;
    }

    /** Whether a call is left alone. */
    boolean leavesAlone(Object... receiverAndArguments) {
      return token(receiverAndArguments) == null;
    }

    private Object token(Object... receiverAndArguments) {
      MethodHandle target = site.dynamicInvoker();
      try {
        return target.invokeWithArguments(receiverAndArguments);
      } catch (Throwable e) {
        throw new AssertionError(e);
      }
    }

    @SuppressWarnings("unchecked")
    private static void end(Object token, Object result) {
      assertInstanceOf(BiConsumer.class, token);
      ((BiConsumer<Object, Throwable>) token).accept(result, null);
    }
  }
}
