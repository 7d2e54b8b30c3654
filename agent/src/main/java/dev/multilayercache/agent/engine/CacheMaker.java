package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.coherence.Consistency;
import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.coherence.InvalidationBus;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.layer.RegionSpec;
import java.time.Duration;
import java.util.List;

/** Makes caches over one chain of layers, of what all of them share. */
final class CacheMaker {
  private final List<Layer> layers;
  private final EngineOptions options;
  private final Generations generations;
  private final Clocks clocks;
  private final Debts debts;
  private final Invalidations invalidations;
  private final KillSwitches switches;
  private final ThreadSlots slots = ThreadSlots.forThisMachine();
  private final Waits waits = new Waits();
  private final AsyncStores asyncStores = new AsyncStores();

  /**
   * @param layers nearest first
   */
  CacheMaker(
      List<Layer> layers,
      EngineOptions options,
      Generations generations,
      Clocks clocks,
      Debts debts,
      Invalidations invalidations,
      KillSwitches switches) {
    this.layers = layers;
    this.options = options;
    this.generations = generations;
    this.clocks = clocks;
    this.debts = debts;
    this.invalidations = invalidations;
    this.switches = switches;
  }

  /**
   * A cache with regions of its own.
   *
   * @throws IllegalArgumentException with what to write instead, if the settings name a layer that
   *     is not configured
   */
  LayeredCache make(CacheSettings settings) {
    Lifespans lifespans =
        new Lifespans(settings.name(), clocks.nanos(), clocks.wall(), options.ttlJitter());
    RegionSpec spec =
        new RegionSpec(
            settings.name(),
            settings.valueType(),
            settings.anchor().getClassLoader(),
            settings.lifetime().maxIdle(),
            lifespans::mostMillis,
            settings.endurance());
    List<IsolatedRegion> regions =
        chosen(settings).stream()
            .map(layer -> new IsolatedRegion(layer, spec, options.admission(layer.name())))
            .toList();
    Freshness freshness = freshness(settings);
    Chain chain = new Chain(settings.name(), regions, freshness);
    KillSwitch own = switches.forCache(settings.name());
    KillSwitch all = switches.all();
    CacheCore core =
        new CacheCore(
            settings.name(),
            chain,
            new Storage(chain, freshness, options.populateUpperLayers(), settings.endurance()),
            freshness,
            lifespans,
            new SingleFlight(waits, options.waitTimeout().toNanos()),
            new Counters(regions.size(), slots),
            new Tags(settings.name()),
            debts,
            () -> own.isOn() && all.isOn());
    return new LayeredCache(settings, core, clocks.hits(), asyncStores, invalidations, own, all);
  }

  private Freshness freshness(CacheSettings settings) {
    String name = settings.name();
    boolean isStrong = settings.consistency() == Consistency.STRONG;
    List<InvalidationBus> buses = layers.stream().flatMap(layer -> layer.bus().stream()).toList();
    if (isStrong) {
      buses.forEach(bus -> bus.requireStrong(name));
    }
    return new Freshness(
        name,
        generations,
        debts,
        clocks.nanos(),
        isStrong ? null : Duration.ofNanos(options.maxStaleness().toNanos() / 2),
        () -> buses.stream().allMatch(bus -> bus.isStrong(name)));
  }

  private List<Layer> chosen(CacheSettings settings) {
    List<String> wanted = settings.layers();
    for (String name : wanted) {
      if (layers.stream().noneMatch(layer -> layer.name().equals(name))) {
        throw new IllegalArgumentException(
            "Cache %s: layer %s is not configured.".formatted(settings.name(), name));
      }
    }
    return layers.stream()
        .filter(layer -> wanted.isEmpty() || wanted.contains(layer.name()))
        .toList();
  }
}
