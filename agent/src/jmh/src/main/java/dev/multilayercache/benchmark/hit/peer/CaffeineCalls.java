package dev.multilayercache.benchmark.hit.peer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.multilayercache.benchmark.hit.contender.Contender;
import dev.multilayercache.benchmark.hit.contender.Peer;
import java.util.function.Function;

/**
 * Caffeine as it is written by hand: {@code cache.get(key, loader)}, a record for several
 * arguments.
 */
abstract class CaffeineCalls implements Peer {
  private static final String ONLY = "only";

  /** How the cache is built, but for its size. */
  abstract Caffeine<Object, Object> builder();

  private <K> Cache<K, Long> cache() {
    return builder().maximumSize(Sizes.ENTRIES).build();
  }

  @Override
  public Contender oneArgument() {
    Cache<Long, Long> cache = cache();
    Function<Long, Long> loader = Bodies::run;
    return new OneArgument() {
      @Override
      Long answer(long id) {
        return cache.get(id, loader);
      }
    };
  }

  @Override
  public Contender twoArguments() {
    Cache<PairKey, Long> cache = cache();
    Function<PairKey, Long> loader = key -> Bodies.run(key.id());
    return new TwoArguments() {
      @Override
      Long answer(long id, String region) {
        return cache.get(new PairKey(id, region), loader);
      }
    };
  }

  @Override
  public Contender noArgument() {
    Cache<String, Long> cache = cache();
    Function<String, Long> loader = key -> Bodies.run(0);
    return new NoArgument() {
      @Override
      Long answer() {
        return cache.get(ONLY, loader);
      }
    };
  }

  @Override
  public Contender fourArguments() {
    Cache<QuadKey, Long> cache = cache();
    Function<QuadKey, Long> loader = key -> Bodies.run(key.id());
    return new FourArguments() {
      @Override
      Long answer(long id, String region, int page, boolean detailed) {
        return cache.get(new QuadKey(id, region, page, detailed), loader);
      }
    };
  }
}
