package dev.multilayercache.agent.plan;

import dev.multilayercache.agent.coherence.Consistency;
import dev.multilayercache.agent.config.AgentConfig.MethodConfig;
import dev.multilayercache.agent.config.Durations;
import dev.multilayercache.agent.plan.MethodSite.CachedAttributes;
import dev.multilayercache.agent.plan.MethodSite.LayerTtl;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for one method by its annotation and by agent.yaml; null or empty means not said.
 */
record CachedWishes(
    String cache,
    String key,
    List<String> tags,
    @Nullable Duration ttl,
    Map<String, Duration> layerTtl,
    @Nullable Duration nullTtl,
    List<String> layers,
    @Nullable Consistency consistency) {

  /** Reads what the annotation says. */
  static CachedWishes of(CachedAttributes attributes) throws RefusedException {
    Map<String, Duration> layerTtl = new LinkedHashMap<>();
    for (LayerTtl each : attributes.layerTtl()) {
      if (layerTtl.put(each.layer(), ttl("layerTtl", each.ttl())) != null) {
        throw new RefusedException(
            "layerTtl names the layer \"" + each.layer() + "\" twice. Leave one.");
      }
    }
    return new CachedWishes(
        attributes.cache(),
        attributes.key(),
        attributes.tags(),
        attributes.ttl().isEmpty() ? null : ttl("ttl", attributes.ttl()),
        layerTtl,
        attributes.nullTtl().isEmpty() ? null : ttlOrZero("nullTtl", attributes.nullTtl()),
        attributes.layers(),
        attributes.consistency().isEmpty() ? null : consistency(attributes.consistency()));
  }

  /** The same, with agent.yaml's word for what it says. */
  CachedWishes overriddenBy(MethodConfig config) {
    Map<String, Duration> bothLayerTtl = new LinkedHashMap<>(layerTtl);
    bothLayerTtl.putAll(config.layerTtl());
    return new CachedWishes(
        config.cache().isEmpty() ? cache : config.cache(),
        config.key().isEmpty() ? key : config.key(),
        config.tags().isEmpty() ? tags : config.tags(),
        config.ttl() == null ? ttl : config.ttl(),
        bothLayerTtl,
        config.nullTtl() == null ? nullTtl : config.nullTtl(),
        config.layers().isEmpty() ? layers : config.layers(),
        config.consistency() == null ? consistency : config.consistency());
  }

  private static Duration ttl(String attribute, String text) throws RefusedException {
    try {
      return Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw notADuration(attribute, e);
    }
  }

  private static Duration ttlOrZero(String attribute, String text) throws RefusedException {
    try {
      return Durations.parseOrZero(text);
    } catch (IllegalArgumentException e) {
      throw notADuration(attribute, e);
    }
  }

  private static Consistency consistency(String name) throws RefusedException {
    Consistency consistency = Consistency.ofName(name);
    if (consistency == null) {
      throw new RefusedException(
          "consistency is %s, which is unknown to this agent. Use annotations and agent of one version."
              .formatted(name));
    }
    return consistency;
  }

  private static RefusedException notADuration(String attribute, IllegalArgumentException e) {
    return new RefusedException(attribute + " is " + e.getMessage());
  }
}
