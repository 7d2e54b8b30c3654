package dev.multilayercache.agent.management;

import dev.multilayercache.agent.config.Durations;
import dev.multilayercache.agent.engine.CacheStatistics;
import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.engine.LayeredCache;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;

/**
 * The MBean of one cache. It holds the cache weakly: an MBean server must not keep an application
 * that is undeployed.
 */
final class CacheMBean {
  private final Caches caches;
  private final String name;
  private final WeakReference<LayeredCache> reference;
  private final Operator operator;

  CacheMBean(Caches caches, LayeredCache cache, Operator operator) {
    this.caches = caches;
    this.name = cache.name();
    this.reference = new WeakReference<>(cache);
    this.operator = operator;
  }

  OpenMBean make() {
    InvalidationOperations invalidations = new InvalidationOperations(caches, name, operator);
    return new OpenMBean(
        "Cache " + name + " on this node",
        attributes(),
        List.of(
            invalidations.byKey(name),
            invalidations.expire(name),
            invalidations.byTags(),
            invalidations.byPattern(),
            invalidations.all(),
            explain(),
            reset()));
  }

  private List<MBeanAttribute> attributes() {
    List<MBeanAttribute> all = new ArrayList<>(ofReads());
    all.addAll(ofLoads());
    all.addAll(ofStores());
    all.addAll(ofCalls());
    all.addAll(ofTheCache());
    all.addAll(settings());
    return all;
  }

  private List<MBeanAttribute> ofReads() {
    return List.of(
        count("Hits", "Reads that a layer answered", CacheStatistics::hits),
        count("Misses", "Reads that no layer answered", CacheStatistics::misses),
        statistic(
            "HitRate",
            SimpleType.DOUBLE,
            "Hits among reads, from 0 to 1",
            CacheStatistics::hitRate),
        statistic(
            "LayerHits",
            OpenTypes.COUNTS_BY_NAME,
            "Hits by layer; their sum is Hits",
            statistics -> OpenTypes.countsByName(statistics.layerHits())));
  }

  private List<MBeanAttribute> ofLoads() {
    return List.of(
        count(
            "Loads",
            "Method bodies that ended with a value and that the cache had a part in: not those of"
                + " misses that it left alone, because nothing might answer or a wait was over",
            CacheStatistics::loads),
        count(
            "LoadFailures",
            "Method bodies that ended with an exception and that the cache had a part in",
            CacheStatistics::loadFailures),
        statistic(
            "MeanLoadMicros",
            SimpleType.DOUBLE,
            "Mean time of a load in microseconds",
            CacheMBean::meanLoadMicros));
  }

  private List<MBeanAttribute> ofStores() {
    return List.of(
        count("Puts", "Values written by the API", CacheStatistics::puts),
        count(
            "Invalidations",
            "Invalidations that concerned this cache",
            CacheStatistics::invalidations),
        count(
            "Expirations",
            "Entries dropped on this node because their time had passed",
            CacheStatistics::expirations),
        count("Evictions", "Entries dropped on this node to make room", CacheStatistics::evictions),
        count(
            "RefusedStores",
            "Values returned and not kept: an invalidation came first, or they may not be kept",
            CacheStatistics::refusedStores));
  }

  private List<MBeanAttribute> ofCalls() {
    return List.of(
        count(
            "Bypasses",
            "Calls that were left alone because method or caller asked so; neither hit nor miss",
            CacheStatistics::bypasses),
        count(
            "StaleHits",
            "Misses that an expired entry answered, because the load failed or took long",
            CacheStatistics::staleHits),
        count(
            "TimeSavedMillis",
            "Hits times the mean time of a load, in milliseconds",
            CacheStatistics::timeSavedMillis));
  }

  private List<MBeanAttribute> ofTheCache() {
    return List.of(
        attribute(
            "Entries", SimpleType.LONG, "Entries in the nearest layer", LayeredCache::entries),
        attribute(
            "Consistency",
            SimpleType.STRING,
            "What a confirmed invalidation promises: bounded, other nodes follow within"
                + " maxStaleness; strong, no node serves an older value",
            cache -> cache.consistency().word()));
  }

  private List<MBeanAttribute> settings() {
    return List.of(
        new MBeanAttribute(
            "Enabled",
            SimpleType.BOOLEAN,
            "False makes the methods of this cache run as if there were no agent",
            () -> cache().isEnabled(),
            this::enable),
        new MBeanAttribute(
            "Ttl",
            SimpleType.STRING,
            "Upper bound on age: 30s, 5m, 1h30m, forever. What is stored already ends by a shorter one"
                + " too, on this node; a longer one holds for what is stored from now on",
            () -> Durations.format(cache().ttl()),
            this::setTtl));
  }

  private static double meanLoadMicros(CacheStatistics statistics) {
    return statistics.loads() == 0 ? 0 : statistics.loadNanos() / 1e3 / statistics.loads();
  }

  private void enable(Object on) {
    operator.change(
        "Enabled of cache " + name + " set to " + on,
        () -> {
          cache().enable((Boolean) on);
          return on;
        });
  }

  private void setTtl(Object text) {
    operator.change(
        "Ttl of cache " + name + " set to " + text,
        () -> {
          cache().overrideTtl(parse((String) text));
          return text;
        });
  }

  private static Duration parse(String text) {
    try {
      return Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Ttl is " + e.getMessage(), e);
    }
  }

  private MBeanOperation explain() {
    return new MBeanOperation(
        "explain",
        "Tells which layers hold a key, and for how long; never the value.",
        List.of(
            new MBeanOperation.Parameter(
                "key", "The key as its template makes it, for example product:7")),
        /* changes= */ false,
        arguments -> cache().explain(arguments[0]));
  }

  private MBeanOperation reset() {
    return new MBeanOperation(
        "resetStatistics",
        "Sets the counts of this cache to zero.",
        List.of(),
        /* changes= */ true,
        arguments ->
            operator.change(
                "resetStatistics on cache " + name,
                () -> {
                  cache().resetStatistics();
                  return "Counts of cache " + name + " set to zero.";
                }));
  }

  private MBeanAttribute count(
      String attribute, String description, Function<CacheStatistics, Long> reader) {
    return statistic(attribute, SimpleType.LONG, description, reader);
  }

  private MBeanAttribute statistic(
      String attribute, OpenType<?> type, String description, Function<CacheStatistics, ?> reader) {
    return attribute(attribute, type, description, cache -> reader.apply(cache.statistics()));
  }

  private MBeanAttribute attribute(
      String attribute, OpenType<?> type, String description, Function<LayeredCache, ?> reader) {
    return MBeanAttribute.readOnly(attribute, type, description, () -> reader.apply(cache()));
  }

  private LayeredCache cache() {
    LayeredCache cache = reference.get();
    if (cache == null) {
      throw new IllegalStateException("cache " + name + " is gone with its application");
    }
    return cache;
  }
}
