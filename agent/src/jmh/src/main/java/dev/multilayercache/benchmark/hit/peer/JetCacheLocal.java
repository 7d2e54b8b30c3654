package dev.multilayercache.benchmark.hit.peer;

import com.alicp.jetcache.anno.CacheType;
import com.alicp.jetcache.anno.Cached;
import com.alicp.jetcache.anno.config.EnableMethodCache;
import com.alicp.jetcache.anno.support.GlobalCacheConfig;
import com.alicp.jetcache.anno.support.JetCacheBaseBeans;
import dev.multilayercache.benchmark.hit.contender.Contender;
import dev.multilayercache.benchmark.hit.contender.Described;
import dev.multilayercache.benchmark.hit.contender.Peer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** JetCache's annotation with its local cache alone. */
@Described(
    title = "JetCache @Cached, LOCAL",
    setUp =
        "`@Cached(cacheType = LOCAL, localLimit = 10_000, expire = 3_600)` by a CGLIB proxy, Caffeine"
            + " within, keys by the Fastjson 2 convertor: with the annotation one is required;"
            + " statistics each 15 minutes, as its documentation has it")
public final class JetCacheLocal implements Peer {
  private final Methods methods =
      new AnnotationConfigApplicationContext(Application.class).getBean(Methods.class);

  @Override
  public Contender oneArgument() {
    return new OneArgument() {
      @Override
      Long answer(long id) {
        return methods.one(id);
      }
    };
  }

  @Override
  public Contender twoArguments() {
    return new TwoArguments() {
      @Override
      Long answer(long id, String region) {
        return methods.two(id, region);
      }
    };
  }

  @Override
  public Contender noArgument() {
    return new NoArgument() {
      @Override
      Long answer() {
        return methods.none();
      }
    };
  }

  @Override
  public Contender fourArguments() {
    return new FourArguments() {
      @Override
      Long answer(long id, String region, int page, boolean detailed) {
        return methods.four(id, region, page, detailed);
      }
    };
  }

  /** What an application would write. */
  public static class Methods {

    @Cached(
        name = "one",
        cacheType = CacheType.LOCAL,
        localLimit = Sizes.ENTRIES,
        expire = JetCacheCalls.EXPIRE_SECONDS)
    public Long one(long id) {
      return Bodies.run(id);
    }

    @Cached(
        name = "two",
        cacheType = CacheType.LOCAL,
        localLimit = Sizes.ENTRIES,
        expire = JetCacheCalls.EXPIRE_SECONDS)
    public Long two(long id, String region) {
      return Bodies.run(id);
    }

    @Cached(
        name = "none",
        cacheType = CacheType.LOCAL,
        localLimit = Sizes.ENTRIES,
        expire = JetCacheCalls.EXPIRE_SECONDS)
    public Long none() {
      return Bodies.run(0);
    }

    @Cached(
        name = "four",
        cacheType = CacheType.LOCAL,
        localLimit = Sizes.ENTRIES,
        expire = JetCacheCalls.EXPIRE_SECONDS)
    public Long four(long id, String region, int page, boolean detailed) {
      return Bodies.run(id);
    }
  }

  /** The application. */
  @Configuration
  @EnableMethodCache(basePackages = JetCacheCalls.PACKAGE, proxyTargetClass = true)
  @Import(JetCacheBaseBeans.class)
  public static class Application {

    @Bean
    public GlobalCacheConfig configuration() {
      return JetCacheCalls.configuration();
    }

    @Bean
    public Methods methods() {
      return new Methods();
    }
  }
}
