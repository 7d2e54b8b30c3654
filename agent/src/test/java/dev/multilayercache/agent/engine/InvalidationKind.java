package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.coherence.KeyPattern;
import java.util.List;

/** What invalidates key 1 with tag red of the fixture's cache. */
enum InvalidationKind {
  KEY(new Invalidation.ByKey(EngineFixture.CACHE, "1")),
  TAG(new Invalidation.ByTags(EngineFixture.CACHE, List.of("red"))),
  TAG_EVERYWHERE(new Invalidation.ByTags(null, List.of("red"))),
  PATTERN(new Invalidation.ByPattern(EngineFixture.CACHE, KeyPattern.parse("?"))),
  CACHE_ALL(new Invalidation.All(EngineFixture.CACHE)),
  ALL(new Invalidation.All(null));

  private final Invalidation invalidation;

  InvalidationKind(Invalidation invalidation) {
    this.invalidation = invalidation;
  }

  Invalidation invalidation() {
    return invalidation;
  }
}
