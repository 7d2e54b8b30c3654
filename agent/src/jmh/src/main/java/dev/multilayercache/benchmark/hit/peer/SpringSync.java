package dev.multilayercache.benchmark.hit.peer;

import dev.multilayercache.benchmark.hit.contender.Contender;
import dev.multilayercache.benchmark.hit.contender.Described;
import dev.multilayercache.benchmark.hit.contender.Peer;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The same with {@code sync = true}: one thread loads, and Spring takes a shorter way. */
@Described(title = "Spring @Cacheable, sync", setUp = "the same with `@Cacheable(sync = true)`")
public final class SpringSync implements Peer {

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

    @Cacheable(cacheNames = "one", sync = true)
    public Long one(long id) {
      return Bodies.run(id);
    }
  }

  /** The application. */
  @Configuration(proxyBeanMethods = false)
  @EnableCaching(proxyTargetClass = true)
  public static class Application {

    @Bean
    public CacheManager caches() {
      return SpringCalls.caffeine();
    }

    @Bean
    public Methods methods() {
      return new Methods();
    }
  }
}
