package dev.multilayercache.benchmark.hit.peer;

import org.springframework.cache.annotation.Cacheable;

/** What an application would write for Spring; public and open, for a proxy is a subclass. */
public class SpringMethods {

  @Cacheable("one")
  public Long one(long id) {
    return Bodies.run(id);
  }

  @Cacheable("two")
  public Long two(long id, String region) {
    return Bodies.run(id);
  }

  @Cacheable("none")
  public Long none() {
    return Bodies.run(0);
  }

  @Cacheable("four")
  public Long four(long id, String region, int page, boolean detailed) {
    return Bodies.run(id);
  }
}
