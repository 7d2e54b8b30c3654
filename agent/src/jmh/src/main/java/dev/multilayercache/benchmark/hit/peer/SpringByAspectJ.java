package dev.multilayercache.benchmark.hit.peer;

import dev.multilayercache.benchmark.hit.contender.Contender;
import dev.multilayercache.benchmark.hit.contender.Described;
import dev.multilayercache.benchmark.hit.contender.Peer;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.AdviceMode;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Spring's {@code @Cacheable} woven by AspectJ's compiler: no proxy. */
@Described(
    title = "Spring @Cacheable, AspectJ",
    setUp =
        "the same class, woven with spring-aspects' `AnnotationCacheAspect` by AspectJ's own weaver"
            + " as it is loaded; `@EnableCaching(mode = ASPECTJ)`")
public final class SpringByAspectJ implements Peer {

  @Override
  public Contender oneArgument() throws Exception {
    AspectJ.weave(SpringByAspectJ.class.getPackageName() + ".SpringMethods");
    SpringMethods methods =
        new AnnotationConfigApplicationContext(Application.class).getBean(SpringMethods.class);
    return new OneArgument() {
      @Override
      Long answer(long id) {
        return methods.one(id);
      }
    };
  }

  /** The application. */
  @Configuration(proxyBeanMethods = false)
  @EnableCaching(mode = AdviceMode.ASPECTJ)
  public static class Application {

    @Bean
    public CacheManager caches() {
      return SpringCalls.caffeine();
    }

    @Bean
    public SpringMethods methods() {
      return new SpringMethods();
    }
  }
}
