package dev.multilayercache.faults.app;

import dev.multilayercache.MultiLayerCached;
import dev.multilayercache.faults.history.Keys;
import dev.multilayercache.faults.history.Scope;

/** Methods whose values may be old for a bounded time. */
final class BoundedSubject implements Subject {
  private final Source source;

  BoundedSubject(Source source) {
    this.source = source;
  }

  @Override
  public long read(String key) {
    return (Keys.isHot(key) ? hot(key, Keys.tag(key)) : cold(key)).version();
  }

  @MultiLayerCached(cache = "bounded", key = "{key}", tags = "{tag}")
  Item hot(String key, String tag) {
    return new Item(key, source.load(key));
  }

  @MultiLayerCached(cache = "bounded-cold", key = "{key}")
  Item cold(String key) {
    return new Item(key, source.load(key));
  }

  @Override
  public boolean invalidate(Scope scope) {
    return ApiInvalidation.of(scope, "bounded", "bounded-cold");
  }
}
