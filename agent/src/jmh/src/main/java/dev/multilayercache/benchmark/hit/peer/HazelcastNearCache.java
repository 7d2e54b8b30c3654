package dev.multilayercache.benchmark.hit.peer;

import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.MaxSizePolicy;
import com.hazelcast.config.NearCacheConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import dev.multilayercache.benchmark.hit.contender.Contender;
import dev.multilayercache.benchmark.hit.contender.Peer;
import java.util.UUID;

/** Hazelcast's near cache, which keeps objects. */
abstract class HazelcastNearCache implements Peer {
  private static final String MAP = "numbers";
  private static final int PORT = 5_701;

  private final String cluster = "near-" + UUID.randomUUID();

  /** The instance whose near cache is asked. */
  abstract HazelcastInstance instance(NearCacheConfig nearCache);

  final String cluster() {
    return cluster;
  }

  /** A member on loopback, alone. */
  final HazelcastInstance member(Config config) {
    config.setClusterName(cluster);
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.logging.type", "none");
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    config.getNetworkConfig().setPort(PORT).setPortAutoIncrement(true).setPortCount(1_000);
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
    config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
    return Hazelcast.newHazelcastInstance(config);
  }

  @Override
  public Contender oneArgument() {
    IMap<Long, Long> map = instance(nearCache()).getMap(MAP);
    return new OneArgument() {
      @Override
      Long answer(long id) {
        Long found = map.get(id);
        return found != null ? found : load(map, id);
      }

      @Override
      public long bodies() {
        return super.bodies() + map.getLocalMapStats().getNearCacheStats().getMisses();
      }
    };
  }

  private static Long load(IMap<Long, Long> map, long id) {
    Long loaded = Bodies.run(id);
    map.put(id, loaded);
    return loaded;
  }

  private static NearCacheConfig nearCache() {
    return new NearCacheConfig(MAP)
        .setInMemoryFormat(InMemoryFormat.OBJECT)
        .setTimeToLiveSeconds((int) Sizes.TIME_TO_LIVE.toSeconds())
        .setEvictionConfig(
            new EvictionConfig()
                .setEvictionPolicy(EvictionPolicy.LRU)
                .setMaxSizePolicy(MaxSizePolicy.ENTRY_COUNT)
                .setSize(Sizes.ENTRIES));
  }
}
