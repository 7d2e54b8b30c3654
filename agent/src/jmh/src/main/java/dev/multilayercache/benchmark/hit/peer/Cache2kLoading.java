package dev.multilayercache.benchmark.hit.peer;

import dev.multilayercache.benchmark.hit.contender.Contender;
import dev.multilayercache.benchmark.hit.contender.Described;
import dev.multilayercache.benchmark.hit.contender.Peer;
import java.util.function.ToLongFunction;
import org.cache2k.Cache;
import org.cache2k.Cache2kBuilder;

/** cache2k, reading through. */
@Described(
    title = "cache2k",
    setUp =
        "`cache.get(key)` with a loader, `entryCapacity(10_000)`, `expireAfterWrite`; statistics on, as it comes")
public final class Cache2kLoading implements Peer {
  private static final String ONLY = "only";

  private static <K> Cache<K, Long> cache(Class<K> keyType, ToLongFunction<K> id) {
    return Cache2kBuilder.of(keyType, Long.class)
        .entryCapacity(Sizes.ENTRIES)
        .expireAfterWrite(Sizes.TIME_TO_LIVE)
        .loader(key -> Bodies.run(id.applyAsLong(key)))
        .build();
  }

  @Override
  public Contender oneArgument() {
    Cache<Long, Long> cache = cache(Long.class, key -> key);
    return new OneArgument() {
      @Override
      Long answer(long id) {
        return cache.get(id);
      }
    };
  }

  @Override
  public Contender twoArguments() {
    Cache<PairKey, Long> cache = cache(PairKey.class, PairKey::id);
    return new TwoArguments() {
      @Override
      Long answer(long id, String region) {
        return cache.get(new PairKey(id, region));
      }
    };
  }

  @Override
  public Contender noArgument() {
    Cache<String, Long> cache = cache(String.class, key -> 0);
    return new NoArgument() {
      @Override
      Long answer() {
        return cache.get(ONLY);
      }
    };
  }

  @Override
  public Contender fourArguments() {
    Cache<QuadKey, Long> cache = cache(QuadKey.class, QuadKey::id);
    return new FourArguments() {
      @Override
      Long answer(long id, String region, int page, boolean detailed) {
        return cache.get(new QuadKey(id, region, page, detailed));
      }
    };
  }
}
