package dev.multilayercache.agent.plan;

import dev.multilayercache.agent.plan.MethodSite.InvalidateAttributes;
import dev.multilayercache.agent.plan.MethodSite.LayerTtl;
import dev.multilayercache.agent.testing.Attributes;
import dev.multilayercache.agent.testing.Sites;
import java.util.ArrayList;
import java.util.List;

/** Makes method sites as tests need them; by default {@code Product Repo.find(long id)}. */
final class SiteBuilder {
  String descriptor = "(J)Lcom/acme/Product;";
  boolean isStatic;
  boolean isSynchronized;
  List<String> parameterNames = List.of("id");
  List<Integer> keyParameters = List.of();
  String cache = "";
  String key = "";
  List<String> tags = List.of();
  String ttl = "";
  List<LayerTtl> layerTtl = new ArrayList<>();
  String nullTtl = "";
  List<String> layers = List.of();
  String consistency = "";
  boolean isCached = true;
  final List<InvalidateAttributes> invalidations = new ArrayList<>();

  SiteBuilder descriptor(String value, String... names) {
    descriptor = value;
    parameterNames = List.of(names);
    return this;
  }

  SiteBuilder key(String value) {
    key = value;
    return this;
  }

  SiteBuilder ttl(String value) {
    ttl = value;
    return this;
  }

  SiteBuilder invalidating(InvalidateAttributes value) {
    isCached = false;
    invalidations.add(value);
    return this;
  }

  MethodSite build() {
    return Sites.site(
        "com.acme.Repo",
        "find",
        descriptor,
        isStatic,
        isSynchronized,
        parameterNames,
        keyParameters,
        isCached
            ? Attributes.cached(cache, key, tags, ttl, layerTtl, nullTtl, layers, consistency)
            : null,
        invalidations);
  }
}
