package dev.multilayercache.benchmark.hit.peer;

import dev.multilayercache.MultiLayerCached;
import dev.multilayercache.benchmark.hit.contender.Contender;
import dev.multilayercache.benchmark.hit.contender.Described;
import dev.multilayercache.benchmark.hit.contender.Peer;

/** The same method, woven, while its cache is switched off. */
@Described(
    title = "woven method, switched off",
    setUp = "the same method, annotated; `Enabled` of its cache set to `false` over JMX")
public final class SwitchedOff implements Peer {
  private static final String CACHE = "switched off";

  @Override
  public Contender oneArgument() throws Exception {
    add(0); // so that there is a cache
    CacheBean bean = CacheBean.of(CACHE);
    bean.switchOff();
    return new OneArgument() {
      @Override
      Long answer(long id) {
        return add(id);
      }

      /** The bodies that must not run are reads of the cache here. */
      @Override
      public long bodies() {
        return bean.reads();
      }
    };
  }

  @MultiLayerCached(
      cache = CACHE,
      tags = {"numbers", "answers"},
      ttl = "1h")
  private static Long add(long id) {
    return id + Contender.MORE;
  }
}
