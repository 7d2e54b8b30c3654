package dev.multilayercache.agent.plan;

import dev.multilayercache.agent.coherence.Consistency;
import dev.multilayercache.agent.config.CacheWishes;
import dev.multilayercache.agent.config.ConditionWishes;
import dev.multilayercache.agent.config.CopyPolicy;
import dev.multilayercache.agent.config.Dimension;
import dev.multilayercache.agent.config.Durations;
import dev.multilayercache.agent.config.Fractions;
import dev.multilayercache.agent.config.KeyWishes;
import dev.multilayercache.agent.config.ReceiverPolicy;
import dev.multilayercache.agent.config.ResilienceWishes;
import dev.multilayercache.agent.config.ResultWishes;
import dev.multilayercache.agent.config.TimeWishes;
import dev.multilayercache.agent.plan.MethodSite.CachedAttributes;
import dev.multilayercache.agent.plan.MethodSite.LayerTtl;
import dev.multilayercache.agent.time.DailyTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Understands what {@code @MultiLayerCached} asks for. */
record AnnotatedWishes(CachedAttributes attributes) {
  /** All that an annotation may say. */
  static final Set<String> KNOWN =
      Set.of(
          "cache",
          "key",
          "tags",
          "ttl",
          "layerTtl",
          "nullTtl",
          "ttlUntil",
          "ttlFrom",
          "maxIdle",
          "layers",
          "consistency",
          "keyFunction",
          "receiver",
          "varyBy",
          "inheritTags",
          "cachedExceptions",
          "exceptionTtl",
          "copy",
          "batch",
          "refreshAhead",
          "staleIfError",
          "softTimeout",
          "waitTimeout",
          "condition",
          "unless",
          "minCost");

  /** What the annotation says. */
  static CacheWishes of(CachedAttributes attributes) throws RefusedException {
    return new AnnotatedWishes(attributes).read();
  }

  private CacheWishes read() throws RefusedException {
    for (String each : attributes.said().keySet()) {
      if (!KNOWN.contains(each)) {
        throw new RefusedException(
            "its annotation says \"%s\", which is unknown to this agent. Use annotations and agent of one version."
                .formatted(each));
      }
    }
    return new CacheWishes(
        attributes.text("cache"),
        attributes.texts("tags"),
        attributes.flag("inheritTags"),
        attributes.texts("layers"),
        constant("consistency", Consistency::ofName),
        key(),
        times(),
        results(),
        resilience(),
        conditions());
  }

  private KeyWishes key() throws RefusedException {
    return new KeyWishes(
        attributes.text("key"),
        attributes.text("keyFunction"),
        constant("receiver", ReceiverPolicy::valueOf),
        varyBy());
  }

  private List<Dimension> varyBy() throws RefusedException {
    List<Dimension> dimensions = new ArrayList<>();
    for (String each : attributes.texts("varyBy")) {
      dimensions.add(parsed("varyBy", each, Dimension::parse));
    }
    return dimensions;
  }

  private TimeWishes times() throws RefusedException {
    return new TimeWishes(
        duration("ttl"),
        layerTtl(),
        parsed("nullTtl", Durations::parseOrZero),
        parsed("ttlUntil", DailyTime::parse),
        attributes.text("ttlFrom"),
        duration("maxIdle"));
  }

  private Map<String, Duration> layerTtl() throws RefusedException {
    Map<String, Duration> layerTtl = new LinkedHashMap<>();
    for (LayerTtl each : attributes.layerTtl()) {
      Duration ttl = parsed("layerTtl", each.ttl(), Durations::parse);
      if (layerTtl.put(each.layer(), ttl) != null) {
        throw new RefusedException(
            "layerTtl names the layer \"" + each.layer() + "\" twice. Leave one.");
      }
    }
    return layerTtl;
  }

  private ResultWishes results() throws RefusedException {
    return new ResultWishes(
        attributes.texts("cachedExceptions"),
        duration("exceptionTtl"),
        constant("copy", CopyPolicy::valueOf),
        attributes.flag("batch"));
  }

  private ResilienceWishes resilience() throws RefusedException {
    return new ResilienceWishes(
        parsed("refreshAhead", Fractions::parse),
        duration("staleIfError"),
        parsed("softTimeout", Durations::parseShortOrZero),
        parsed("waitTimeout", Durations::parseShortOrZero));
  }

  private ConditionWishes conditions() throws RefusedException {
    return new ConditionWishes(
        attributes.text("condition"),
        attributes.text("unless"),
        parsed("minCost", Durations::parseShort));
  }

  private @Nullable Duration duration(String attribute) throws RefusedException {
    return parsed(attribute, Durations::parse);
  }

  private <T> @Nullable T parsed(String attribute, Function<String, T> parser)
      throws RefusedException {
    String text = attributes.text(attribute);
    return text.isEmpty() ? null : parsed(attribute, text, parser);
  }

  private static <T> T parsed(String attribute, String text, Function<String, T> parser)
      throws RefusedException {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(attribute + " is " + e.getMessage());
    }
  }

  /**
   * An enum constant.
   *
   * @param finder gives null or throws if this agent has no constant of that name
   */
  private <T> @Nullable T constant(String attribute, Function<String, @Nullable T> finder)
      throws RefusedException {
    String name = attributes.text(attribute);
    if (name.isEmpty()) {
      return null;
    }
    T constant;
    try {
      constant = finder.apply(name);
    } catch (IllegalArgumentException e) {
      constant = null;
    }
    if (constant == null) {
      throw new RefusedException(
          "%s is %s, which is unknown to this agent. Use annotations and agent of one version."
              .formatted(attribute, name));
    }
    return constant;
  }
}
