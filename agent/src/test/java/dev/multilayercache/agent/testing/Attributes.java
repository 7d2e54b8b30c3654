package dev.multilayercache.agent.testing;

import dev.multilayercache.agent.plan.MethodSite.CachedAttributes;
import dev.multilayercache.agent.plan.MethodSite.LayerTtl;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Attributes of annotations as class files have them: defaults are not there. */
public final class Attributes {
  private final Map<String, Object> said = new HashMap<>();

  /** Those that most tests need; an empty text or list is not said. */
  public static CachedAttributes cached(
      String cache,
      String key,
      List<String> tags,
      String ttl,
      List<LayerTtl> layerTtl,
      String nullTtl,
      List<String> layers) {
    return cached(cache, key, tags, ttl, layerTtl, nullTtl, layers, /* consistency= */ "");
  }

  public static CachedAttributes cached(
      String cache,
      String key,
      List<String> tags,
      String ttl,
      List<LayerTtl> layerTtl,
      String nullTtl,
      List<String> layers,
      String consistency) {
    return new Attributes()
        .with("cache", cache)
        .with("key", key)
        .with("tags", tags)
        .with("ttl", ttl)
        .with("layerTtl", layerTtl)
        .with("nullTtl", nullTtl)
        .with("layers", layers)
        .with("consistency", consistency)
        .cached();
  }

  /** Says one, unless its value is an empty text or list. */
  public Attributes with(String attribute, Object value) {
    if (!value.equals("") && !value.equals(List.of())) {
      said.put(attribute, value);
    }
    return this;
  }

  public CachedAttributes cached() {
    return new CachedAttributes(said);
  }
}
