package dev.multilayercache.benchmark.hit.peer;

import com.alicp.jetcache.CacheBuilder;
import com.alicp.jetcache.anno.CacheConsts;
import com.alicp.jetcache.anno.support.GlobalCacheConfig;
import com.alicp.jetcache.embedded.CaffeineCacheBuilder;
import com.alicp.jetcache.external.MockRemoteCacheBuilder;
import com.alicp.jetcache.support.Fastjson2KeyConvertor;
import com.alicp.jetcache.support.JavaValueDecoder;
import com.alicp.jetcache.support.JavaValueEncoder;
import java.util.Map;

/** JetCache's global configuration, as its documentation shows it for Spring without Boot. */
final class JetCacheCalls {
  /** Where JetCache looks for annotated methods. */
  static final String PACKAGE = "dev.multilayercache.benchmark.hit.peer";

  static final int EXPIRE_SECONDS = 3_600;

  private JetCacheCalls() {}

  static GlobalCacheConfig configuration() {
    CacheBuilder local =
        CaffeineCacheBuilder.createCaffeineCacheBuilder()
            .keyConvertor(Fastjson2KeyConvertor.INSTANCE);
    CacheBuilder remote =
        MockRemoteCacheBuilder.createMockRemoteCacheBuilder()
            .limit(10 * Sizes.ENTRIES)
            .keyConvertor(Fastjson2KeyConvertor.INSTANCE)
            .valueEncoder(JavaValueEncoder.INSTANCE)
            .valueDecoder(JavaValueDecoder.INSTANCE);
    GlobalCacheConfig configuration = new GlobalCacheConfig();
    configuration.setLocalCacheBuilders(Map.of(CacheConsts.DEFAULT_AREA, local));
    configuration.setRemoteCacheBuilders(Map.of(CacheConsts.DEFAULT_AREA, remote));
    configuration.setStatIntervalMinutes(15);
    return configuration;
  }
}
