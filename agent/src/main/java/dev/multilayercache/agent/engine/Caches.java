package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.key.KeyShape;
import dev.multilayercache.agent.key.WrittenKey;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.log.AgentLog;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All caches over one chain of layers: the engine's door.
 *
 * <p>Two class loaders with a cache of the same name have a cache each; an invalidation reaches
 * both. Safe for use by any thread.
 */
public final class Caches implements AutoCloseable {
  private final List<Layer> layers;
  private final Clocks clocks;
  private final CacheDirectory directory = new CacheDirectory();
  private final Invalidations invalidations;
  private final Debts debts;
  private final KillSwitches switches = new KillSwitches();
  private final CacheMaker maker;

  /**
   * @param layers nearest first
   * @param nanoClock the clock of the entries' deadlines, {@link System#nanoTime} or alike
   * @throws IllegalArgumentException if there is no layer, or two have one name
   */
  public Caches(
      List<Layer> layers, EngineOptions options, Generations generations, LongSupplier nanoClock) {
    this(layers, options, generations, Clocks.of(nanoClock));
  }

  /** The same, with a clock for each purpose. */
  public Caches(List<Layer> layers, EngineOptions options, Generations generations, Clocks clocks) {
    this.layers = checked(List.copyOf(layers));
    this.clocks = clocks;
    this.invalidations = new Invalidations(this.layers, generations, directory::live);
    this.debts = new Debts(generations, invalidations::invalidate);
    this.maker =
        new CacheMaker(this.layers, options, generations, clocks, debts, invalidations, switches);
    invalidations.listen();
  }

  /**
   * The cache of that name in the anchor's class loader, made if there is none. The settings of the
   * first method that uses it hold; those of the API, which name no layers, only until then.
   *
   * @throws IllegalArgumentException with what to write instead, if the settings name a layer that
   *     is not configured, or another method uses the cache and the two cannot share it
   */
  public LayeredCache cache(CacheSettings settings) {
    return directory.get(settings, maker::make);
  }

  /** The live ones. */
  public List<LayeredCache> all() {
    return directory.live();
  }

  /**
   * That of the anchor's loader, else of its nearest parent, else the only one of that name if its
   * loader descends from the anchor's. Another application's is never found.
   */
  public @Nullable LayeredCache find(Class<?> anchor, String name) {
    return directory.find(anchor, name);
  }

  /**
   * Makes every layer forget, on all nodes where a layer is shared. When it returns, no read on
   * this node gives a value that was loaded before.
   */
  public InvalidationReport invalidate(Invalidation invalidation) {
    debts.settle();
    if (invalidation instanceof Invalidation.ByKey byKey) {
      warnIfNobodys(byKey);
    }
    return invalidations.invalidate(invalidation);
  }

  private void warnIfNobodys(Invalidation.ByKey byKey) {
    for (LayeredCache cache : all()) {
      if (cache.name().equals(byKey.cache()) && !cache.forgetting().canHave(byKey.key())) {
        AgentLog.warnOncePerMinute(
            "key of nobody: " + byKey.cache(),
            "cache %s: an invalidation by key forgot nothing: keys there also say what receiver and varyBy ask for. Invalidate by tags or by a pattern, for example \"product:42|*\"."
                .formatted(byKey.cache()));
      }
    }
  }

  /**
   * Whether some entry of a cache can have one of these keys, as far as its methods tell: true
   * where there is no such cache here, or keys of any text are used.
   */
  public boolean canHaveOneOf(String cache, List<String> keys) {
    for (LayeredCache each : all()) {
      if (each.name().equals(cache) && keys.stream().noneMatch(each.forgetting()::fits)) {
        return false;
      }
    }
    return true;
  }

  /** The templates of the keys of a cache, of the methods seen so far. */
  public List<String> keyTemplates(String cache) {
    return all().stream()
        .filter(each -> each.name().equals(cache))
        .flatMap(each -> each.forgetting().keyTemplates().stream())
        .distinct()
        .toList();
  }

  /**
   * Makes every layer forget one key, as {@link #invalidate(Invalidation)} does.
   *
   * @param key of any length, or what the agent has made of a long one
   */
  public InvalidationReport invalidateKey(String cache, String key) {
    return eachNamed(cache, key, this::invalidate);
  }

  /**
   * Makes every layer forget one key, as {@link #invalidate} does, but for what this JVM's layers
   * hold of it: where the cache keeps entries beyond their end, that may still answer as stale, for
   * as long from now as it would have from its end. It does not if anything else is invalidated on
   * this node at the same moment.
   */
  public InvalidationReport expire(Invalidation.ByKey key) {
    debts.settle();
    warnIfNobodys(key);
    return invalidations.expire(key);
  }

  /**
   * The same.
   *
   * @param key of any length, or what the agent has made of a long one
   */
  public InvalidationReport expireKey(String cache, String key) {
    return eachNamed(cache, key, this::expire);
  }

  private static InvalidationReport eachNamed(
      String cache, String key, Function<Invalidation.ByKey, InvalidationReport> action) {
    InvalidationReport report = null;
    for (String canonical : WrittenKey.of(key).named()) {
      InvalidationReport next = action.apply(new Invalidation.ByKey(cache, canonical));
      report = report == null || report.confirmed() ? next : report;
    }
    return Objects.requireNonNull(report);
  }

  /**
   * What can be owed where there is no room to forget a whole cache.
   *
   * @param cache a name, or null for all
   */
  public Debt debt(@Nullable String cache) {
    return debts.of(cache);
  }

  public boolean isEnabled() {
    return switches.all().isOn();
  }

  /** The kill switch of all caches; their own switches stay as they are. */
  public void enable(boolean on) {
    switches.all().set(on);
  }

  /**
   * How often somebody has set all caches on, or one of that name: it changes with each time, and
   * with nothing else.
   *
   * @param cache a name, or null to count only what was said of all
   */
  public long timesEnabled(@Nullable String cache) {
    return switches.timesOn(cache);
  }

  public List<Layer> layers() {
    return layers;
  }

  /** Tells what time of day it is. */
  public InstantSource wallClock() {
    return clocks.wall();
  }

  /**
   * The agent leaves: switches all caches off, empties those in this JVM and takes everything off
   * the application's classes, so that nothing of the agent stays for as long as they do. A call
   * that is under way ends, and stores nothing.
   */
  @Override
  public void close() {
    switches.all().set(false);
    Invalidation everything = new Invalidation.All(null);
    directory.live().forEach(cache -> cache.forgetting().here(everything));
    // Nobody tells these any more what the application changes from now on.
    Invalidations.forgetKept(layers, everything);
    directory.close();
    KeyShape.forgetClasses();
  }

  private static List<Layer> checked(List<Layer> layers) {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("At least one cache layer is required");
    }
    Set<String> names = new HashSet<>();
    for (Layer layer : layers) {
      if (!names.add(layer.name())) {
        throw new IllegalArgumentException(
            "Two cache layers are named %s. Give each its own name.".formatted(layer.name()));
      }
    }
    return layers;
  }
}
