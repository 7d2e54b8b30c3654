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

/** JetCache's annotation with both of its caches. */
@Described(
    title = "JetCache @Cached, BOTH",
    setUp =
        "the same with `cacheType = BOTH`; the remote cache is JetCache's own mock in this JVM,"
            + " which a local hit does not ask")
public final class JetCacheBoth implements Peer {

  @Override
  public Contender oneArgument() {
    Methods methods =
        new AnnotationConfigApplicationContext(Application.class).getBean(Methods.class);
    return new OneArgument() {
      @Override
      Long answer(long id) {
        return methods.one(id);
      }
    };
  }

  /** What an application would write. */
  public static class Methods {

    @Cached(
        name = "one",
        cacheType = CacheType.BOTH,
        localLimit = Sizes.ENTRIES,
        expire = JetCacheCalls.EXPIRE_SECONDS)
    public Long one(long id) {
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
