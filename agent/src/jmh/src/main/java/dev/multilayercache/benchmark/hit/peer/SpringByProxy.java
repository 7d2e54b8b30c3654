package dev.multilayercache.benchmark.hit.peer;

import dev.multilayercache.benchmark.hit.contender.Described;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Spring's {@code @Cacheable} by a CGLIB proxy, as Spring Boot has it. */
@Described(
    title = "Spring @Cacheable, CGLIB proxy",
    setUp =
        "`@Cacheable` on a method of a bean, `@EnableCaching(proxyTargetClass = true)`, a"
            + " `CaffeineCacheManager` with the builder of the reference; no key expression")
public final class SpringByProxy extends SpringCalls {

  @Override
  Class<?> application() {
    return Application.class;
  }

  /** The application. */
  @Configuration(proxyBeanMethods = false)
  @EnableCaching(proxyTargetClass = true)
  public static class Application {

    @Bean
    public CacheManager caches() {
      return caffeine();
    }

    @Bean
    public SpringMethods methods() {
      return new SpringMethods();
    }
  }
}
