package dev.multilayercache.benchmark.hit.peer;

import dev.multilayercache.benchmark.hit.contender.Contender;
import dev.multilayercache.benchmark.hit.contender.Described;
import dev.multilayercache.benchmark.hit.contender.Peer;
import org.ehcache.Cache;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.CacheManagerBuilder;
import org.ehcache.config.builders.ExpiryPolicyBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.spi.loaderwriter.CacheLoaderWriter;

/** Ehcache 3 in its heap tier, reading through. */
@Described(
    title = "Ehcache 3, on heap",
    setUp = "`cache.get(id)` with a `CacheLoaderWriter`, `heap(10_000)`, `timeToLiveExpiration`")
public final class EhcacheOnHeap implements Peer {
  private static final String NAME = "numbers";

  @Override
  public Contender oneArgument() {
    CacheConfigurationBuilder<Long, Long> configuration =
        CacheConfigurationBuilder.newCacheConfigurationBuilder(
                Long.class, Long.class, ResourcePoolsBuilder.heap(Sizes.ENTRIES))
            .withExpiry(ExpiryPolicyBuilder.timeToLiveExpiration(Sizes.TIME_TO_LIVE))
            .withLoaderWriter(new Loading());
    Cache<Long, Long> cache =
        CacheManagerBuilder.newCacheManagerBuilder()
            .withCache(NAME, configuration)
            .build(/* init= */ true)
            .getCache(NAME, Long.class, Long.class);
    return new OneArgument() {
      @Override
      Long answer(long id) {
        return cache.get(id);
      }
    };
  }

  private static final class Loading implements CacheLoaderWriter<Long, Long> {
    @Override
    public Long load(Long id) {
      return Bodies.run(id);
    }

    @Override
    public void write(Long id, Long value) {
      throw new UnsupportedOperationException("nothing is written");
    }

    @Override
    public void delete(Long id) {
      throw new UnsupportedOperationException("nothing is deleted");
    }
  }
}
