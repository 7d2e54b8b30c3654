package dev.multilayercache.agent.call;

import dev.multilayercache.agent.call.CallScopes.Scope;
import dev.multilayercache.agent.coherence.Consistency;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.coherence.KeyPattern;
import dev.multilayercache.agent.engine.CacheSettings;
import dev.multilayercache.agent.engine.CacheStatistics;
import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.engine.InvalidationReport;
import dev.multilayercache.agent.engine.Keeper;
import dev.multilayercache.agent.engine.Keeping;
import dev.multilayercache.agent.engine.LayeredCache;
import dev.multilayercache.agent.engine.Lifetime;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.log.AgentLog;
import dev.multilayercache.agent.plan.PlanRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The agent's side of the API, {@code dev.multilayercache.MultiLayerCaches}.
 *
 * <p>Operations, arguments and answers are those that {@code dev.multilayercache.AgentDoor} lists:
 * of types of {@code java.base} only, because application and agent share no class. A failure of
 * ours never reaches the application: a read is then a miss, a load runs its loader, an
 * invalidation says that it failed. What a loader throws passes untouched, and so does what the
 * caller must correct: an {@link IllegalArgumentException} for a pattern or a layer. Safe for use
 * by any thread.
 */
public final class ApiDoor
    implements BiFunction<String, @Nullable Object[], @Nullable Object>, AutoCloseable {
  private static final int MOST_CACHES_TO_READ = 1_000;

  private final Caches caches;
  private final NamedCaches named;
  private final CallScopes scopes;
  private final ApiLifetimes lifetimes;
  private final Function<String, Consistency> consistencies;
  private volatile boolean closed;

  /**
   * @param registry the woven methods, which decide how a cache of theirs is kept
   * @param scopes those that woven methods follow
   * @param lifetimes what agent.yaml says of a cache by its name, with the layers' own bounds as
   *     they are written, not shortened to the ttl
   * @param consistencies what agent.yaml says of a cache by its name
   */
  public ApiDoor(
      Caches caches,
      PlanRegistry registry,
      CallScopes scopes,
      Function<String, Lifetime> lifetimes,
      Function<String, Consistency> consistencies) {
    this.caches = caches;
    this.named = new NamedCaches(registry, caches);
    this.scopes = scopes;
    this.lifetimes = new ApiLifetimes(lifetimes, names(caches.layers()));
    this.consistencies = consistencies;
  }

  private static List<String> names(List<Layer> layers) {
    List<String> names = new ArrayList<>(); // a stream would cost the start some milliseconds
    for (Layer each : layers) {
      names.add(each.name());
    }
    return List.copyOf(names);
  }

  /** The agent leaves: whoever still holds on to this gets what there is without an agent. */
  @Override
  public void close() {
    closed = true;
  }

  @Override
  public @Nullable Object apply(String operation, @Nullable Object[] arguments) {
    if (closed) {
      throw new UnsupportedOperationException("the agent has left this JVM");
    }
    ApiCall call = new ApiCall(arguments);
    Scope scope = Scope.of(operation);
    if (scope != null) {
      return scopes.run(scope, new LoadOnce(call.block()));
    }
    if (operation.equals("v1.getOrLoad")) {
      return getOrLoad(call);
    }
    try {
      return answer(operation, call);
    } catch (IllegalArgumentException | UnsupportedOperationException | VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      warn(operation, e);
      return null; // to the application's side no answer is a failure
    }
  }

  private @Nullable Object answer(String operation, ApiCall call) {
    return switch (operation) {
      case "v1.get" -> guarded(operation, null, () -> get(call));
      case "v1.contains" -> guarded(operation, false, () -> contains(call));
      case "v1.put" -> {
        lifetimes.check(call);
        yield guarded(operation, null, () -> put(call));
      }
      case "v1.invalidate" -> invalidate(() -> caches.invalidateKey(call.cache(), call.key()));
      case "v1.expire" -> invalidate(() -> caches.expireKey(call.cache(), call.key()));
      case "v1.invalidateByTags" ->
          invalidate(new Invalidation.ByTags(call.cacheOrAll(), call.tagsToForget()));
      case "v1.invalidatePattern" ->
          invalidate(new Invalidation.ByPattern(call.cache(), pattern(call)));
      case "v1.invalidateAll" -> invalidate(new Invalidation.All(call.cache()));
      case "v1.statistics" -> guarded(operation, Map.of(), () -> statistics(call));
      default ->
          throw new UnsupportedOperationException(
              operation + " is unknown to this agent. Use annotations and agent of one version.");
    };
  }

  private @Nullable Object get(ApiCall call) {
    LayeredCache cache = readable(call);
    Entry entry = cache == null ? null : cache.get(call.key());
    if (entry == null) {
      return null;
    }
    noteRead(entry);
    return entry.value();
  }

  private boolean contains(ApiCall call) {
    LayeredCache cache = readable(call);
    return cache != null && cache.contains(call.key());
  }

  private @Nullable Object put(ApiCall call) {
    LayeredCache cache = cache(call);
    cache.put(call.key(), call.value(), call.tags(), lifetimes.of(cache, call));
    return null;
  }

  private @Nullable Object getOrLoad(ApiCall call) {
    LoadOnce load = new LoadOnce(call.loader());
    boolean isChecked = false;
    try {
      lifetimes.check(call);
      isChecked = true;
      LayeredCache cache = cache(call);
      return load(cache, call, load);
    } catch (VirtualMachineError e) {
      if (!load.hasRun()) {
        throw e;
      }
      return load.outcome();
    } catch (Throwable e) {
      if (!isChecked && e instanceof IllegalArgumentException mistake) {
        throw mistake;
      }
      if (!load.threw(e)) {
        warn("v1.getOrLoad", e);
      }
      return load.outcome();
    }
  }

  /** As a cached method would, in the scope that the calling thread is in. */
  private @Nullable Object load(LayeredCache cache, ApiCall call, LoadOnce load) {
    Lifetime lifetime = lifetimes.of(cache, call);
    Scope scope = scopes.current();
    Keeper keeper = (loaded, loadNanos) -> keeping(call);
    scopes.inheritance().read(call.tags()); // whether it is found, loaded or left alone
    if (scope == null) {
      return cache.getOrLoad(call.key(), lifetime, keeper, this::noteRead, load::outcome);
    }
    if (scope == Scope.REFRESH) {
      return cache.reload(call.key(), lifetime, keeper, load::outcome);
    }
    cache.calls().countBypass();
    return load.outcome();
  }

  private void noteRead(Entry found) {
    scopes.inheritance().read(found.tags());
  }

  /** What a thread reads that is not committed is not kept. */
  private @Nullable Keeping keeping(ApiCall call) {
    return scopes.uncommitted().mayBeRead() ? null : Keeping.tagged(call.tags());
  }

  private @Nullable Object invalidate(Invalidation invalidation) {
    return invalidate(() -> caches.invalidate(invalidation));
  }

  private static @Nullable Object invalidate(Supplier<InvalidationReport> invalidation) {
    Object[] failed = {false, "The invalidation failed; see the agent's log."};
    return guarded("invalidation", failed, () -> answer(invalidation.get()));
  }

  private static Object[] answer(InvalidationReport report) {
    return new Object[] {report.confirmed(), report.line()};
  }

  private Object statistics(ApiCall call) {
    LayeredCache cache = named.find(call.anchor(), call.cache());
    if (cache == null) {
      return Map.of();
    }
    CacheStatistics statistics = cache.statistics();
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("hits", statistics.hits());
    counts.put("misses", statistics.misses());
    counts.put("layerHits", statistics.layerHits());
    counts.put("loads", statistics.loads());
    counts.put("loadFailures", statistics.loadFailures());
    counts.put("loadNanos", statistics.loadNanos());
    counts.put("puts", statistics.puts());
    counts.put("invalidations", statistics.invalidations());
    counts.put("expirations", statistics.expirations());
    counts.put("evictions", statistics.evictions());
    counts.put("refusedStores", statistics.refusedStores());
    counts.put("bypasses", statistics.bypasses());
    counts.put("staleHits", statistics.staleHits());
    return counts;
  }

  /** For who writes to it. */
  private LayeredCache cache(ApiCall call) {
    LayeredCache found = named.find(call.anchor(), call.cache());
    return usedByText(found != null ? found : make(call));
  }

  /**
   * For who reads: a cache that nobody here has written to is made only where other nodes may have,
   * and not without end for names that are made up; else there is nothing to read.
   */
  private @Nullable LayeredCache readable(ApiCall call) {
    LayeredCache found = named.find(call.anchor(), call.cache());
    boolean mayHoldOthers =
        found == null
            && caches.layers().stream().anyMatch(Layer::isShared)
            && caches.all().size() < MOST_CACHES_TO_READ;
    LayeredCache cache = mayHoldOthers ? make(call) : found;
    return cache == null ? null : usedByText(cache);
  }

  private static LayeredCache usedByText(LayeredCache cache) {
    if (!cache.isUsedByText()) {
      cache.useByText();
    }
    return cache;
  }

  private LayeredCache make(ApiCall call) {
    return caches.cache(
        new CacheSettings(
            call.cache(),
            call.anchor(),
            Object.class,
            lifetimes.ofNew(call.cache()),
            /* layers= */ List.of(),
            consistencies.apply(call.cache()),
            /* user= */ null));
  }

  /** Without the cause of the refusal: it may be of a class that the application does not have. */
  private static KeyPattern pattern(ApiCall call) {
    try {
      return KeyPattern.parse(call.pattern());
    } catch (IllegalArgumentException e) {
      String message = e.getMessage();
      throw new IllegalArgumentException(message);
    }
  }

  private static @Nullable Object guarded(
      String operation, @Nullable Object otherwise, Supplier<@Nullable Object> action) {
    try {
      return action.get();
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      warn(operation, e);
      return otherwise;
    }
  }

  private static void warn(String operation, Throwable e) {
    AgentLog.warnOncePerMinute(
        "api " + operation,
        "API: %s failed inside the agent (%s). The application goes on as if nothing were cached."
            .formatted(operation, e.getClass().getName()));
  }
}
