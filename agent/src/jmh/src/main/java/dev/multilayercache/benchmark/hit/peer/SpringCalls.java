package dev.multilayercache.benchmark.hit.peer;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.multilayercache.benchmark.hit.contender.Contender;
import dev.multilayercache.benchmark.hit.contender.Peer;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Spring's {@code @Cacheable} over Caffeine, set up as the reference is. */
abstract class SpringCalls implements Peer {

  /** The configuration class of the application. */
  abstract Class<?> application();

  static CaffeineCacheManager caffeine() {
    CaffeineCacheManager caches = new CaffeineCacheManager();
    caches.setCaffeine(
        Caffeine.newBuilder().maximumSize(Sizes.ENTRIES).expireAfterWrite(Sizes.TIME_TO_LIVE));
    return caches;
  }

  // The context is not closed: it lives as long as the JVM does.
  final <T> T bean(Class<T> type) {
    return new AnnotationConfigApplicationContext(application()).getBean(type);
  }

  @Override
  public Contender oneArgument() {
    SpringMethods methods = bean(SpringMethods.class);
    return new OneArgument() {
      @Override
      Long answer(long id) {
        return methods.one(id);
      }
    };
  }

  @Override
  public Contender twoArguments() {
    SpringMethods methods = bean(SpringMethods.class);
    return new TwoArguments() {
      @Override
      Long answer(long id, String region) {
        return methods.two(id, region);
      }
    };
  }

  @Override
  public Contender noArgument() {
    SpringMethods methods = bean(SpringMethods.class);
    return new NoArgument() {
      @Override
      Long answer() {
        return methods.none();
      }
    };
  }

  @Override
  public Contender fourArguments() {
    SpringMethods methods = bean(SpringMethods.class);
    return new FourArguments() {
      @Override
      Long answer(long id, String region, int page, boolean detailed) {
        return methods.four(id, region, page, detailed);
      }
    };
  }
}
