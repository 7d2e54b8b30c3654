package dev.multilayercache.faults.app;

import dev.multilayercache.InvalidationResult;
import dev.multilayercache.MultiLayerCache;
import dev.multilayercache.MultiLayerCaches;
import dev.multilayercache.faults.history.Keys;
import dev.multilayercache.faults.history.Scope;

/** An invalidation as applications write it. */
final class ApiInvalidation {
  private ApiInvalidation() {}

  /** Whether the agent confirmed it. */
  static boolean of(Scope scope, String hot, String cold) {
    String name = scope.kind() == Scope.Kind.KEY && !Keys.isHot(scope.name()) ? cold : hot;
    MultiLayerCache cache = MultiLayerCaches.cache(name);
    InvalidationResult result =
        switch (scope.kind()) {
          case KEY -> cache.invalidate(scope.name());
          case TAG -> cache.invalidateByTags(scope.name());
          case PREFIX -> cache.invalidatePattern(scope.name() + "*");
          case ALL -> cache.invalidateAll();
        };
    return result.confirmed();
  }
}
