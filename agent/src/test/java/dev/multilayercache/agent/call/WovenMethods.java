package dev.multilayercache.agent.call;

import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.config.AgentConfig;
import dev.multilayercache.agent.config.ConfigException;
import dev.multilayercache.agent.config.ConfigReader;
import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.engine.EngineOptions;
import dev.multilayercache.agent.engine.LayeredCache;
import dev.multilayercache.agent.engine.Lifetime;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.plan.CachePlanner;
import dev.multilayercache.agent.plan.CacheTimes;
import dev.multilayercache.agent.plan.MethodSite;
import dev.multilayercache.agent.plan.MethodSite.CachedAttributes;
import dev.multilayercache.agent.plan.MethodSite.InvalidateAttributes;
import dev.multilayercache.agent.plan.MethodSite.UpdateAttributes;
import dev.multilayercache.agent.plan.PlanRegistry;
import dev.multilayercache.agent.plan.Refusals;
import dev.multilayercache.agent.testing.FakeClock;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Methods of an application as the agent links them; calls play the woven code. All are static, and
 * their parameters are named {@code p0}, {@code p1}, ….
 */
final class WovenMethods {
  private static final AgentConfig TWO_LAYERS = twoLayers();

  final FakeClock clock = new FakeClock();
  final PlanRegistry registry = new PlanRegistry();
  final Refusals refusals = new Refusals();
  final Caches caches;
  final CallScopes scopes;
  final ApiDoor api;
  private final Linker linker;
  private final CachePlanner planner;

  /** With one local layer. */
  WovenMethods() {
    this(null);
  }

  /**
   * @param makeFar the layer {@code far} below the local one, or null for none
   */
  WovenMethods(Function<FakeClock, Layer> makeFar) {
    List<Layer> layers = new ArrayList<>();
    layers.add(new CaffeineLayer("local", 1_000, clock));
    if (makeFar != null) {
      layers.add(makeFar.apply(clock));
    }
    caches =
        new Caches(
            layers,
            new EngineOptions(
                /* populateUpperLayers= */ true, Duration.ofSeconds(10), Duration.ofSeconds(2)),
            new Generations(),
            clock);
    planner = new CachePlanner(makeFar == null ? AgentConfig.builtIn() : TWO_LAYERS);
    linker = new Linker(registry, caches, refusals);
    scopes = linker.scopes();
    api = new ApiDoor(caches, registry, scopes, this::lifetime, planner::consistency);
  }

  private static AgentConfig twoLayers() {
    try {
      Path file = Files.createTempFile("two-layers", ".yaml");
      Files.writeString(
          file, "layers: [{ name: local, type: caffeine }, { name: far, type: caffeine }]");
      AgentConfig config = ConfigReader.read(file.toFile());
      Files.delete(file);
      return config;
    } catch (IOException | ConfigException e) {
      throw new AssertionError(e);
    }
  }

  private Lifetime lifetime(String cache) {
    CacheTimes times = planner.times(cache);
    return new Lifetime(times.ttl(), times.layerTtl(), times.nullTtl());
  }

  /** The application's class. */
  static final class Repo {
    private Repo() {}

    /** One whose type arguments are asked for. */
    @SuppressWarnings("unused")
    static CompletableFuture<Void> nothing(long id) {
      throw new AssertionError();
    }

    static MethodHandles.Lookup lookup() {
      return MethodHandles.lookup();
    }
  }

  /** What a method does itself. */
  interface Body {
    Object run() throws Throwable;
  }

  /** A method of the application, ready to be called. */
  record Woven(MethodHandle enter) {

    /** Calls it as woven code does. */
    @SuppressWarnings("unchecked")
    Object call(Body body, Object... arguments) throws Throwable {
      Object token = enter.invokeWithArguments(arguments);
      if (token instanceof AtomicReference<?> hit) {
        return hit.get();
      }
      BiConsumer<Object, Throwable> end =
          token == null ? (result, thrown) -> {} : (BiConsumer<Object, Throwable>) token;
      Object result;
      try {
        result = body.run();
      } catch (Throwable e) {
        end.accept(null, e);
        throw e;
      }
      if (isToCome(result) && token instanceof Function<?, ?>) {
        return ((Function<Object, Object>) token).apply(result);
      }
      end.accept(result, null);
      return result;
    }

    private static boolean isToCome(Object result) {
      return result instanceof CompletionStage
          || result instanceof Mono
          || result instanceof Flux
          || result instanceof Uni
          || result instanceof Multi;
    }

    /** What it gives if its body would give that. */
    Object call(String result, Object... arguments) throws Throwable {
      return call(() -> result, arguments);
    }
  }

  Woven cached(String method, String descriptor, CachedAttributes attributes) throws Throwable {
    return link(method, descriptor, attributes, List.of(), List.of());
  }

  Woven changing(
      String method,
      String descriptor,
      List<InvalidateAttributes> invalidations,
      List<UpdateAttributes> updates)
      throws Throwable {
    return link(method, descriptor, null, invalidations, updates);
  }

  private Woven link(
      String method,
      String descriptor,
      CachedAttributes cached,
      List<InvalidateAttributes> invalidations,
      List<UpdateAttributes> updates)
      throws Throwable {
    register(method, descriptor, cached, invalidations, updates);
    return link(method, descriptor);
  }

  /** Its class is loaded, and it is not called yet. */
  void register(
      String method,
      String descriptor,
      CachedAttributes cached,
      List<InvalidateAttributes> invalidations,
      List<UpdateAttributes> updates)
      throws Throwable {
    int parameters = type(descriptor).parameterCount();
    MethodSite site =
        new MethodSite(
            Repo.class.getName(),
            method,
            descriptor,
            /* isStatic= */ true,
            /* isSynchronized= */ false,
            IntStream.range(0, parameters).mapToObj(i -> "p" + i).toList(),
            List.of(),
            cached,
            invalidations,
            updates,
            MethodSite.display(Repo.class.getName(), method, descriptor));
    registry.register(Repo.class.getClassLoader(), site, planner.plan(site));
  }

  Woven link(String method, String descriptor) throws Throwable {
    MethodType erased = type(descriptor).erase().changeReturnType(Object.class);
    CallSite site =
        (CallSite)
            linker
                .bootstrapHandle()
                .invoke(Repo.lookup(), "enter", erased, new Object[] {method, descriptor});
    return new Woven(site.dynamicInvoker());
  }

  private static MethodType type(String descriptor) {
    return MethodType.fromMethodDescriptorString(descriptor, Repo.class.getClassLoader());
  }

  /** The cache of that name. */
  LayeredCache cache(String name) {
    return caches.find(Repo.class, name);
  }

  /** What the cache holds under a key, or null. */
  Object held(String cache, String key) {
    LayeredCache found = cache(cache);
    Entry entry = found == null ? null : found.get(key);
    return entry == null ? null : entry.value();
  }
}
