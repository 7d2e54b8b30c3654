package dev.multilayercache.agent.call;

import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.config.AgentConfig;
import dev.multilayercache.agent.engine.CacheStatistics;
import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.engine.EngineOptions;
import dev.multilayercache.agent.engine.InvalidationReport;
import dev.multilayercache.agent.engine.LayeredCache;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.plan.CachePlanner;
import dev.multilayercache.agent.plan.MethodSite;
import dev.multilayercache.agent.plan.MethodSite.CachedAttributes;
import dev.multilayercache.agent.plan.PlanRegistry;
import dev.multilayercache.agent.plan.Refusals;
import dev.multilayercache.agent.plan.RefusedException;
import dev.multilayercache.agent.testing.FakeClock;
import dev.multilayercache.agent.testing.Sites;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Methods of one argument of an interface, linked to real caches; a test plays their woven code
 * around bodies of its own.
 */
final class PlayedMethods {
  final FakeClock clock = new FakeClock();
  final Refusals refusals = new Refusals();
  final Caches caches;
  private final MethodHandles.Lookup owner;
  private final PlanRegistry registry = new PlanRegistry();
  private final Linker linker;

  /**
   * @param owner of the interface that declares the methods
   */
  PlayedMethods(MethodHandles.Lookup owner) {
    this.owner = owner;
    this.caches =
        new Caches(
            List.of(new CaffeineLayer("local", 1_000, clock)),
            new EngineOptions(
                /* populateUpperLayers= */ true, Duration.ofSeconds(10), Duration.ofSeconds(2)),
            new Generations(),
            clock);
    this.linker = new Linker(registry, caches, refusals);
  }

  /** One method. */
  final class Played {
    private final MethodHandle callSite;

    private Played(MethodHandle callSite) {
      this.callSite = callSite;
    }

    /** A call, as its woven code goes about it. */
    @SuppressWarnings("unchecked")
    <R> R call(Object argument, Callable<?> body) throws Exception {
      Object token = enter(argument);
      if (token instanceof Throwable thrown) {
        throw PlayedMethods.<RuntimeException>untouched(thrown);
      }
      if (token instanceof AtomicReference<?> answer) {
        return (R) answer.getPlain();
      }
      Object result;
      try {
        result = body.call();
      } catch (Throwable e) {
        if (token != null) {
          ((BiConsumer<Object, Throwable>) token).accept(null, e);
        }
        throw e;
      }
      if (token instanceof Function<?, ?>) {
        return (R) ((Function<Object, Object>) token).apply(result);
      }
      if (token != null) {
        ((BiConsumer<Object, Throwable>) token).accept(result, null);
      }
      return (R) result;
    }

    private @Nullable Object enter(Object argument) {
      try {
        return callSite.invoke((Object) null, argument);
      } catch (Throwable e) {
        throw new AssertionError(e);
      }
    }
  }

  Played method(String name, CachedAttributes attributes) {
    Method method =
        Arrays.stream(owner.lookupClass().getDeclaredMethods())
            .filter(each -> each.getName().equals(name))
            .findFirst()
            .orElseThrow();
    MethodType type = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
    MethodSite site =
        Sites.site(
            owner.lookupClass().getName(),
            name,
            type.descriptorString(),
            /* isStatic= */ false,
            /* isSynchronized= */ false,
            List.of("id"),
            List.of(),
            attributes,
            List.of());
    try {
      registry.register(
          owner.lookupClass().getClassLoader(),
          site,
          new CachePlanner(AgentConfig.builtIn()).plan(site));
      return new Played(link(name, type));
    } catch (RefusedException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private MethodHandle link(String name, MethodType type) throws Throwable {
    MethodType erased =
        type.erase().insertParameterTypes(0, Object.class).changeReturnType(Object.class);
    CallSite site =
        (CallSite)
            linker
                .bootstrapHandle()
                .invoke(owner, "enter", erased, new Object[] {name, type.descriptorString()});
    return site.getTarget();
  }

  /** The one of that name, as the API finds it. */
  LayeredCache cache(String name) {
    return caches.all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  CacheStatistics statistics(String name) {
    return cache(name).statistics();
  }

  InvalidationReport invalidate(String cache, String key) {
    return caches.invalidate(new Invalidation.ByKey(cache, key));
  }

  InvalidationReport invalidateTag(String tag) {
    return caches.invalidate(new Invalidation.ByTags(null, List.of(tag)));
  }

  @SuppressWarnings("unchecked")
  private static <X extends Throwable> RuntimeException untouched(Throwable thrown) throws X {
    throw (X) thrown;
  }
}
