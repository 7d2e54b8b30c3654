package dev.multilayercache.agent.call;

import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.config.AgentConfig;
import dev.multilayercache.agent.engine.CacheStatistics;
import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.engine.EngineOptions;
import dev.multilayercache.agent.engine.LayeredCache;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.plan.CachePlanner;
import dev.multilayercache.agent.plan.MethodSite;
import dev.multilayercache.agent.plan.PlanRegistry;
import dev.multilayercache.agent.plan.Refusals;
import dev.multilayercache.agent.plan.RefusedException;
import dev.multilayercache.agent.testing.Attributes;
import dev.multilayercache.agent.testing.FakeClock;
import dev.multilayercache.agent.testing.Sites;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A static method {@code Product find(long id, Object name)} whose woven code a test plays: cache
 * {@code products}, key {@code product:{id}}, one layer in this JVM.
 */
final class PlayedMethod {
  private static final String DESCRIPTOR =
      "(JLjava/lang/Object;)" + Product.class.descriptorString();

  final FakeClock clock = new FakeClock();
  final PlanRegistry registry = new PlanRegistry();
  final Refusals refusals = new Refusals();
  final Caches caches =
      new Caches(
          List.of(new CaffeineLayer("local", 1_000, clock)),
          new EngineOptions(
              /* populateUpperLayers= */ true, Duration.ofSeconds(10), Duration.ofSeconds(2)),
          new Generations(),
          clock);
  final Linker linker = new Linker(registry, caches, refusals);
  private final String name;
  private @Nullable CallSite site;

  PlayedMethod() {
    this("find");
  }

  /** Under a name of its own, so that lines that are written once a minute are its own. */
  PlayedMethod(String name) {
    this.name = name;
  }

  /** What the method returns. */
  record Product(String name, int price) {}

  /** The method's own body. */
  interface Body {
    @Nullable Object run() throws Throwable;
  }

  /** Plans and links it as its first call would. */
  PlayedMethod annotated(Attributes attributes) throws Throwable {
    MethodSite method = site(name, attributes);
    registry.register(
        PlayedMethod.class.getClassLoader(),
        method,
        new CachePlanner(AgentConfig.builtIn()).plan(method));
    site = link();
    return this;
  }

  /** Why it is refused before it is woven, or null. */
  static @Nullable String refusal(Attributes attributes) {
    try {
      new CachePlanner(AgentConfig.builtIn()).plan(site("find", attributes));
      return null;
    } catch (RefusedException e) {
      return e.reason();
    }
  }

  private static MethodSite site(String name, Attributes attributes) {
    return Sites.site(
        PlayedMethod.class.getName(),
        name,
        DESCRIPTOR,
        /* isStatic= */ true,
        /* isSynchronized= */ false,
        List.of("id", "name"),
        List.of(),
        attributes.with("cache", "products").with("key", "product:{id}").cached(),
        List.of());
  }

  private CallSite link() throws Throwable {
    MethodType type = MethodType.methodType(Object.class, long.class, Object.class);
    return (CallSite)
        linker
            .bootstrapHandle()
            .invoke(MethodHandles.lookup(), "enter", type, new Object[] {name, DESCRIPTOR});
  }

  /** What the agent answers to the call: a reference, something to tell the end to, or null. */
  @Nullable Object token(long id, @Nullable Object name) throws Throwable {
    return target().invoke(id, name);
  }

  /** What its calls go through now. */
  MethodHandle target() {
    return Objects.requireNonNull(site).getTarget();
  }

  /** Gives it another call site, as a class that is loaded anew would have. */
  void relink() throws Throwable {
    site = link();
  }

  /** Calls it. */
  @SuppressWarnings("unchecked")
  @Nullable Object call(long id, @Nullable Object name, Body body) throws Throwable {
    Object token = token(id, name);
    if (token instanceof AtomicReference<?> hit) {
      return hit.get();
    }
    Object value;
    try {
      value = body.run();
    } catch (Throwable e) {
      if (token != null) {
        ((BiConsumer<Object, Throwable>) token).accept(null, e);
      }
      throw e;
    }
    if (token != null) {
      ((BiConsumer<Object, Throwable>) token).accept(value, null);
    }
    return value;
  }

  LayeredCache cache() {
    return Objects.requireNonNull(caches.find(PlayedMethod.class, "products"));
  }

  CacheStatistics statistics() {
    return cache().statistics();
  }
}
