package dev.multilayercache.faults.app;

import dev.multilayercache.Consistency;
import dev.multilayercache.MultiLayerCached;
import dev.multilayercache.faults.history.Keys;
import dev.multilayercache.faults.history.Scope;

/** Methods whose values are never old after a confirmed invalidation. */
final class StrongSubject implements Subject {
  private final Source source;

  StrongSubject(Source source) {
    this.source = source;
  }

  @Override
  public long read(String key) {
    return (Keys.isHot(key) ? hot(key, Keys.tag(key)) : cold(key)).version();
  }

  @MultiLayerCached(
      cache = "strong",
      key = "{key}",
      tags = "{tag}",
      consistency = Consistency.STRONG)
  Item hot(String key, String tag) {
    return new Item(key, source.load(key));
  }

  @MultiLayerCached(cache = "strong-cold", key = "{key}", consistency = Consistency.STRONG)
  Item cold(String key) {
    return new Item(key, source.load(key));
  }

  @Override
  public boolean invalidate(Scope scope) {
    return ApiInvalidation.of(scope, "strong", "strong-cold");
  }
}
